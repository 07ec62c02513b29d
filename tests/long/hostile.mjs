// See tests/long/hostile.

import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { randomBytes } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";

const PASSWORD = "compagnonnage-demo";
const SLOWEST = 5_000, HIGHEST = 256;
const KEPT = "Un texte à garder";

function assert(condition, message) {
  if (!condition) throw new Error(message);
}

const plain = (text) => text.replace(/[\u00a0\u202f]/g, " ").replace(/’/g, "'").replaceAll("&#39;", "'").replaceAll("&#x27;", "'");

async function serve(binary, folder) {
  const child = spawn(binary, ["demo", "--data", folder, "--listen", "127.0.0.1:0", "--admin-listen", "127.0.0.1:0"], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, CERCLES_LIMITS__SCALE: "0", RUST_LOG: "warn" },
  });
  let said = "", log = "";
  child.stderr.on("data", (part) => { log += part; });
  const origin = await new Promise((resolve, reject) => {
    child.stdout.on("data", (part) => {
      said += part;
      const found = /^listening on (http:\S+)/m.exec(said);
      if (found) resolve(found[1]);
    });
    child.on("exit", (code) => reject(new Error(`the site ended with ${code}: ${log}`)));
  });
  const status = (name) => Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))[1]) / 1024;
  const stop = async () => {
    const ended = new Promise((resolve) => child.on("exit", resolve));
    child.kill("SIGTERM");
    await ended;
  };
  // From here on the peak is that of what comes next (proc(5)).
  const forget = () => writeFileSync(`/proc/${child.pid}/clear_refs`, "5");
  return { origin, held: () => status("VmRSS"), peak: () => status("VmHWM"), forget, stop };
}

// A member with a browser.
class Member {
  cookies = new Map();
  constructor(site) { this.site = site; }
  async fetch(address, options = {}) {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const headers = { origin: this.site.origin, ...(cookie && { cookie }) };
    const answer = await fetch(this.site.origin + address, { redirect: "manual", ...options, headers });
    for (const given of answer.headers.getSetCookie()) {
      const [name, value] = given.split(";")[0].split("=");
      if (value) this.cookies.set(name, value);
      else this.cookies.delete(name);
    }
    const text = await answer.text();
    this.csrf = /name="_csrf" value="([^"]+)"/.exec(text)?.[1] ?? this.csrf;
    return { status: answer.status, text: plain(text) };
  }
  form(fields) {
    return Object.entries({ _csrf: this.csrf, _key: randomBytes(11).toString("hex"), ...fields });
  }
  async signsIn(email) {
    await this.fetch("/connexion");
    const answer = await this.fetch("/connexion", { method: "POST", body: new URLSearchParams(this.form({ email, password: PASSWORD })) });
    assert(answer.status === 303, `${email} cannot sign in: ${answer.status}`);
    await this.fetch("/fils/nouveau");
  }
  sends(name, bytes) {
    const body = new FormData();
    const fields = { theme: "numerique-en-sante", kind: "question", title: "Un fichier douteux", body: KEPT, audience: "community" };
    for (const [field, value] of this.form(fields)) body.append(field, value);
    body.append("files", new Blob([bytes]), name);
    return this.fetch("/fils/nouveau", { method: "POST", body });
  }
}

// What is wrong with how one file was received.
function faults(answer, words, lasted, above) {
  const faults = [];
  if (answer.status !== 422) faults.push(`answered ${answer.status}, not 422`);
  if (!answer.text.includes(words)) faults.push(`does not say “${words}”`);
  if (!answer.text.includes(KEPT)) faults.push("the text is lost");
  if (lasted > SLOWEST) faults.push(`took more than ${SLOWEST} ms`);
  if (above > HIGHEST) faults.push(`peaked more than ${HIGHEST} MiB above the start`);
  return faults;
}

async function receives(site, folder) {
  const member = new Member(site);
  await member.signsIn("membre@cercles.example");
  const start = site.held();
  const corpus = readFileSync(join(folder, "corpus.tsv"), "utf8").trimEnd().split("\n").map((line) => line.split("\t"));
  assert(corpus.length >= 20, `${corpus.length} files only`);
  let failed = 0, worst = 0;
  for (const [name, words] of corpus) {
    const bytes = readFileSync(join(folder, name));
    site.forget();
    const began = performance.now();
    const answer = await member.sends(name, bytes);
    const lasted = performance.now() - began, above = Math.max(0, site.peak() - start);
    worst = Math.max(worst, above);
    const wrong = faults(answer, words, lasted, above);
    if (wrong.length > 0) failed += 1;
    const size = `${(bytes.length / 1024).toFixed(0)} KiB`;
    console.log(`${name} (${size}): ${lasted.toFixed(0)} ms, peak ${above.toFixed(0)} MiB above the start${wrong.length > 0 ? `: ${wrong.join(", ")}` : ""}`);
  }
  console.log(`memory: ${start.toFixed(0)} MiB at the start, at most ${worst.toFixed(0)} MiB above, ${site.held().toFixed(0)} MiB at the end`);
  console.log(`${corpus.length - failed} passed, ${failed} failed`);
  return failed === 0;
}

const [binary, corpus] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "cercles-hostile-"));
let good = false;
try {
  // What loading the demo took must not hide what a file takes: the server that is watched has only just started.
  await (await serve(binary, folder)).stop();
  const site = await serve(binary, folder);
  try {
    good = await receives(site, corpus);
  } finally {
    await site.stop();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exit(good ? 0 : 1);
