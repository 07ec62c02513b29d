// The mail server of a test: takes what the application sends and keeps it, refuses some for good, sends reports back.

import { createConnection, createServer } from "node:net";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

const listens = (server) => new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server.address().port)));

// A port that nobody listens on.
export async function freePort() {
  const server = createServer();
  const port = await listens(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

// Knows nobody whose address begins with `perdue.`; the other mails are files of its folder, as mails.mjs reads them.
export class Relay {
  // The return path of the last mail to each address.
  paths = new Map();
  #kept = 0;
  static async on(folder) {
    const relay = new Relay();
    relay.folder = folder;
    relay.server = createServer((socket) => relay.#serves(socket));
    relay.port = await listens(relay.server);
    return relay;
  }
  #serves(socket) {
    let data = null, from = "", rest = "";
    socket.on("error", () => {});
    socket.write("220 relais.example\r\n");
    socket.on("data", (bytes) => {
      const lines = (rest + bytes.toString("latin1")).split("\r\n");
      rest = lines.pop();
      for (const line of lines) {
        if (data) {
          if (line !== ".") { data.push(line); continue; }
          this.#keeps(data);
          data = null;
          socket.write("250 2.0.0 ok\r\n");
          continue;
        }
        const lost = /^RCPT TO:<(perdue\.[^@>]*)/i.exec(line);
        const to = /^RCPT TO:<([^>]*)>/i.exec(line)?.[1];
        from = /^MAIL FROM:<([^>]*)>/i.exec(line)?.[1] ?? from;
        if (lost) socket.write(`550 5.1.1 ${lost[1]} inconnue\r\n`);
        else if (/^DATA/i.test(line)) { data = []; socket.write("354 go\r\n"); }
        else if (/^QUIT/i.test(line)) socket.end("221 bye\r\n");
        else if (line) {
          if (to) this.paths.set(to, from);
          socket.write("250 relais.example\r\n");
        }
      }
    });
  }
  #keeps(lines) {
    this.#kept += 1;
    const text = lines.map((line) => (line.startsWith("..") ? line.slice(1) : line)).join("\r\n");
    writeFileSync(join(this.folder, `${String(this.#kept).padStart(6, "0")}.eml`), text, "latin1");
  }
  end() { this.server.close(); }
}

// A report that a mail came back for good (RFC 3464), handed over by LMTP (RFC 2033) to its return path.
export function comesBack(port, path, address) {
  const report = [
    "From: MAILER-DAEMON@relais.example", `Message-ID: <${path}@relais.example>`, "MIME-Version: 1.0",
    "Content-Type: multipart/report; report-type=delivery-status; boundary=x", "",
    "--x", "Content-Type: message/delivery-status", "", "Reporting-MTA: dns; relais.example", "",
    `Final-Recipient: rfc822; ${address}`, "Action: failed", "Status: 5.1.1", "", "--x--", ".",
  ].join("\r\n");
  const says = ["LHLO relais.example", "MAIL FROM:<>", `RCPT TO:<${path}>`, "DATA", report, "QUIT"];
  return new Promise((resolve, reject) => {
    const socket = createConnection(port, "127.0.0.1");
    socket.on("error", reject);
    socket.on("data", (bytes) => {
      for (const line of bytes.toString().split("\r\n")) {
        if (!/^\d{3}( |$)/.test(line)) continue;
        if (/^[45]/.test(line)) reject(new Error(`LMTP: ${line}`));
        else if (says.length > 0) socket.write(`${says.shift()}\r\n`);
        else resolve();
      }
    });
  });
}
