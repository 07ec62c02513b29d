// See tests/long/soak.

import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { randomBytes } from "node:crypto";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "../..");
const THEME = "numerique-en-sante";
const PASSWORD = "compagnonnage-demo";
const setting = (name, usual) => Number(process.env[`SOAK_${name}`] ?? usual);
const PEOPLE = setting("PEOPLE", 200), WRITERS = setting("WRITERS", 10);
const RATE = setting("RATE", 50), SECONDS = setting("SECONDS", 300);
// How long notices may take to be made once the last post is written.
const PATIENCE = 120;

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

function assert(condition, message) {
  if (!condition) throw new Error(message);
}

// The demo people of the theme, each once.
function addresses() {
  const folder = join(ROOT, "config/demo/members");
  const found = new Set();
  for (const name of readdirSync(folder)) {
    for (const line of readFileSync(join(folder, name), "utf8").split("\n")) {
      const fields = line.split(";");
      if (fields[8] === THEME && fields[0] !== "expert@cercles.example") found.add(fields[0]);
    }
  }
  return [...found];
}

async function serve(binary) {
  const folder = mkdtempSync(join(tmpdir(), "cercles-soak-"));
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
  const memory = () => Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))[1]) / 1024;
  const stop = async () => {
    const ended = new Promise((resolve) => child.on("exit", resolve));
    child.kill("SIGTERM");
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  return { origin, memory, stop };
}

// A person with a browser: cookies and the token of their forms.
class Person {
  cookies = new Map();
  constructor(site, email) { Object.assign(this, { site, email }); }
  static async of(site, email) {
    const person = new Person(site, email);
    await person.page("/connexion");
    const answer = await person.send("/connexion", { email, password: PASSWORD });
    assert(answer.status === 303 && person.cookies.has("sid"), `${email} cannot sign in: ${answer.status}`);
    await person.page("/reglages");
    return person;
  }
  async fetch(address, options = {}) {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const headers = { origin: this.site.origin, ...options.headers, ...(cookie && { cookie }) };
    const answer = await fetch(this.site.origin + address, { redirect: "manual", ...options, headers });
    for (const given of answer.headers.getSetCookie()) {
      const [name, value] = given.split(";")[0].split("=");
      if (value) this.cookies.set(name, value);
      else this.cookies.delete(name);
    }
    return answer;
  }
  async page(address) {
    const answer = await this.fetch(address);
    const text = await answer.text();
    assert(answer.status === 200, `${this.email} at ${address}: ${answer.status}`);
    this.csrf = /name="_csrf" value="([^"]+)"/.exec(text)?.[1] ?? this.csrf;
    return text;
  }
  async send(address, fields) {
    const form = new URLSearchParams({ _csrf: this.csrf, _key: randomBytes(11).toString("hex"), ...fields });
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const answer = await this.fetch(address, { method: "POST", body: form.toString(), headers });
    await answer.arrayBuffer();
    return answer;
  }
  // How many notices of new posts in a thread they have: the list tells them together, page after page.
  async heard(title) {
    let count = 0;
    for (let next = "/notifications?genre=watched"; next;) {
      const text = (await this.page(next)).replace(/[\u00a0\u202f]/g, " ");
      for (const [, line] of text.matchAll(/<li class="notice-line[^"]*"><a [^>]*>([^<]*)<\/a>/g)) {
        if (!line.includes(title)) continue;
        count += Number(/^([\d ]+) nouveaux messages/.exec(line)?.[1].replaceAll(" ", "") ?? 1);
      }
      next = /<a href="([^"]+)" rel="next"/.exec(text)?.[1].replaceAll("&amp;", "&") ?? "";
    }
    return count;
  }
}

// Some at a time.
async function each(things, work, most = 8) {
  const done = new Array(things.length);
  let next = 0;
  await Promise.all(Array.from({ length: most }, async () => {
    while (next < things.length) {
      const at = next++;
      done[at] = await work(things[at], at);
    }
  }));
  return done;
}

async function soak(site) {
  const ana = await Person.of(site, "expert@cercles.example");
  const title = "Bracelets illisibles : le suivi";
  const fields = { theme: THEME, subtopic: "", kind: "discussion", title, body: "Chacun dit ce qu'il voit.", audience: "community" };
  const opened = await ana.send("/fils/nouveau", fields);
  assert(opened.status === 303, `the thread was not opened: ${opened.status}`);
  const thread = opened.headers.get("location").split("-")[0];
  const wanted = addresses().slice(0, PEOPLE);
  assert(wanted.length === PEOPLE, `${wanted.length} people only`);
  const people = await each(wanted, (email) => Person.of(site, email), 4);
  await each(people, async (person) => {
    const answer = await person.send(`${thread}/suivi`, { level: "watch" });
    assert(answer.status === 303, `${person.email} cannot follow: ${answer.status}`);
  });
  const memory = [site.memory()];
  const writers = people.slice(0, WRITERS);
  const times = [], written = new Map(writers.map((writer) => [writer, 0]));
  const total = Math.round((RATE * SECONDS) / 60), began = performance.now(), running = [];
  for (let number = 0; number < total; number += 1) {
    await wait(Math.max(0, began + (number * 60_000) / RATE - performance.now()));
    const writer = writers[number % writers.length];
    running.push((async () => {
      const start = performance.now();
      const answer = await writer.send(`${thread}/messages`, { body: `Relevé n° ${number} : douze bracelets lus.` });
      times.push(performance.now() - start);
      assert(answer.status === 303, `post ${number}: ${answer.status}`);
      written.set(writer, written.get(writer) + 1);
    })());
    // People come and go meanwhile.
    if (number % 5 === 0) running.push(people[number % PEOPLE].page("/fils"));
    if (number === Math.floor(total / 2)) memory.push(site.memory());
  }
  await Promise.all(running);
  const lasted = (performance.now() - began) / 1000;
  const due = (person) => total - (written.get(person) ?? 0);
  let counts = [];
  for (const end = Date.now() + PATIENCE * 1000; Date.now() < end;) {
    counts = await each(people, (person) => person.heard(title));
    if (people.every((person, at) => counts[at] >= due(person))) break;
    await wait(2_000);
  }
  memory.push(site.memory());
  times.sort((one, other) => one - other);
  const p95 = times[Math.floor(times.length * 0.95)];
  console.log(`posts: ${times.length} in ${lasted.toFixed(0)} s, ${PEOPLE} people watching`);
  console.log(`posting: median ${times[times.length >> 1].toFixed(0)} ms, p95 ${p95.toFixed(0)} ms, worst ${times.at(-1).toFixed(0)} ms`);
  const [start, middle, end] = memory.map((size) => `${size.toFixed(0)} MiB`);
  console.log(`memory: ${start} at the start, ${middle} in the middle, ${end} at the end`);
  const wrong = people.filter((person, at) => counts[at] !== due(person));
  for (const person of wrong.slice(0, 10)) console.log(`${person.email}: ${counts[people.indexOf(person)]} notices of ${due(person)}`);
  console.log(`notices: ${counts.reduce((sum, count) => sum + count, 0)} of ${people.reduce((sum, person) => sum + due(person), 0)}`);
  console.log(`${PEOPLE - wrong.length} passed, ${wrong.length} failed`);
  return wrong.length === 0;
}

const site = await serve(process.argv[2]);
let good = false;
try {
  good = await soak(site);
} finally {
  await site.stop();
}
process.exit(good ? 0 : 1);
