// Mails of the data folder: one file each; their parts decoded.

import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { plain } from "./lib.mjs";

function decoded(head, body) {
  const encoding = /^content-transfer-encoding:\s*(\S+)/im.exec(head)?.[1].toLowerCase() ?? "7bit";
  if (encoding === "base64") return Buffer.from(body.replace(/\s/g, ""), "base64").toString("utf8");
  if (encoding !== "quoted-printable") return body;
  const bytes = body.replace(/=\r?\n/g, "").replace(/=([0-9A-F]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
}

// The parts that hold something, however deep: an invitation has the two of a letter in one, and a calendar beside.
function leaves(text) {
  const [head, ...rest] = text.replace(/^\r?\n/, "").split(/\r?\n\r?\n/);
  const boundary = /^content-type:\s*multipart[^\n]*(?:\r?\n[ \t][^\n]*)*/im.exec(head)?.[0].match(/boundary="?([^";\r\n]+)/i)?.[1];
  return boundary ? rest.join("\n\n").split(`--${boundary}`).slice(1, -1).flatMap(leaves) : [text];
}

// Words of a header as RFC 2047 writes them.
function words(header) {
  return header.replace(/\?=\s+=\?/g, "?==?").replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind, text) => kind.toLowerCase() === "b"
    ? Buffer.from(text, "base64").toString("utf8")
    : decoded("content-transfer-encoding: quoted-printable", text.replaceAll("_", " ")));
}

function parsed(text) {
  const [head, ...rest] = text.split(/\r?\n\r?\n/);
  const body = rest.join("\n\n");
  const header = (name) => new RegExp(`^${name}:\\s*(.*(?:\\r?\\n[ \\t].*)*)`, "im").exec(head)?.[1].replace(/\s+/g, " ") ?? "";
  const parts = leaves(text);
  const part = (type) => {
    for (const one of parts) {
      const [partHead, ...partBody] = one.replace(/^\r?\n/, "").split(/\r?\n\r?\n/);
      if (new RegExp(`content-type:\\s*${type}`, "i").test(partHead)) return decoded(partHead, partBody.join("\n\n"));
    }
    return "";
  };
  return { to: header("to"), subject: words(header("subject")), text: part("text/plain"), html: part("text/html") };
}

// All but those that are known, the last one last.
export function mails(folder, known = new Set()) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).filter((name) => name.endsWith(".eml") && !known.has(name)).sort()
    .map((name) => ({ name, ...parsed(readFileSync(join(folder, name), "utf8")) }));
}

// The address on the line below the one that says some words.
export function linkUnder(mail, words) {
  const lines = mail.text.split(/\r?\n/);
  const at = lines.findIndex((line) => plain(line).includes(words));
  return lines.slice(at + 1).find((line) => line.startsWith("http"))?.trim();
}

// The last mail to an address, once it is there.
export async function mailTo(folder, address, patience = 30_000) {
  for (const end = Date.now() + patience; Date.now() < end;) {
    const found = mails(folder).filter((mail) => mail.to.includes(address));
    if (found.length > 0) return found.at(-1);
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  throw new Error(`no mail to ${address}`);
}
