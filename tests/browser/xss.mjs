// The payloads of tests/fixtures/xss.toml in the real application, at every place that shows text. The page's own
// policy is set aside (bypassCSP): what is proved is that nothing live is written, not that the browser stops it.

import { existsSync, readFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { HERE, ROOT, Tally, assert, stateOf } from "./lib.mjs";
import { mails } from "./mails.mjs";
import { act } from "./xss_act.mjs";
import { caring } from "./xss_care.mjs";

// The corpus as the suite wrote it down: each payload rendered by us, and rendered by nobody careful.
const SAFE = join(ROOT, "target/xss/safe.json");
const UNSAFE = join(ROOT, "target/xss/unsafe.json");

// The sources themselves; the file is TOML of one shape only.
export function corpus() {
  const text = readFileSync(join(ROOT, "tests/fixtures/xss.toml"), "utf8");
  return text.split("[[payload]]").slice(1).map((entry) => {
    const id = /^id = "([^"]+)"/m.exec(entry)[1];
    const long = /^source = (?:'''\n?([\s\S]*?)'''|"""\n?([\s\S]*?)""")/m.exec(entry);
    if (long) return { id, source: long[1] ?? unescaped(long[2]) };
    const short = /^source = (?:'([^'\n]*)'|"((?:[^"\\\n]|\\.)*)")/m.exec(entry);
    assert(short, `${id}: no source`);
    return { id, source: short[1] ?? unescaped(short[2]) };
  });
}

function unescaped(text) {
  return text.replace(/\\(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)/g, (_, code) => {
    if (/^[uU]/.test(code)) return String.fromCodePoint(parseInt(code.slice(1), 16));
    return { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f" }[code] ?? code;
  });
}

// Sources joined up to a length: where text is only escaped, the first that lives is enough.
function packs(payloads, most, joint = "\n") {
  const packed = [];
  let pack = "";
  for (const { source } of payloads) {
    const text = pack ? pack + joint + source : source;
    if (text.length <= most) {
      pack = text;
      continue;
    }
    if (pack) packed.push(pack);
    pack = source.length <= most ? source : "";
  }
  return pack ? [...packed, pack] : packed;
}

// A signed-in person who sends forms as their page would.
class Writer {
  constructor(context, site, csrf) { Object.assign(this, { context, site, csrf }); }
  static async of(browser, site, role, page) {
    const context = await browser.newContext({ storageState: await stateOf(browser, site, role), locale: "fr-FR" });
    const answer = await context.request.get(site.origin + page);
    const csrf = /name="_csrf" value="([^"]+)"/.exec(await answer.text())?.[1];
    assert(csrf, `no token on ${page} for ${role}`);
    return new Writer(context, site, csrf);
  }
  // Sends a form; its answer, redirects not followed.
  send(address, fields) {
    const form = new URLSearchParams({ _csrf: this.csrf, _key: randomBytes(11).toString("hex") });
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    return this.context.request.post(this.site.origin + address, {
      data: form.toString(), maxRedirects: 0, failOnStatusCode: false,
      headers: { "content-type": "application/x-www-form-urlencoded", origin: this.site.origin },
    });
  }
  async must(address, fields, status = 303) {
    const answer = await this.send(address, fields);
    assert(answer.status() === status, `${address}: ${answer.status()} ${(await answer.text()).slice(0, 400)}`);
    return answer;
  }
}

// Looks at pages and acts on everything there; says which payloads ran.
class Watcher {
  fired = new Map();
  shown = 0;
  static async of(browser, site, role) {
    const watcher = new Watcher();
    watcher.site = site;
    watcher.context = await browser.newContext({
      storageState: await stateOf(browser, site, role), bypassCSP: true, locale: "fr-FR", viewport: { width: 1280, height: 900 },
    });
    watcher.context.setDefaultTimeout(15_000);
    await watcher.context.exposeBinding("__report", ({ page }, id) => watcher.fired.set(id, page.url()));
    await watcher.context.addInitScript(() => {
      window.fired = (id) => window.__report(String(id));
      addEventListener("load", () => {
        const address = window.appConfig?.scriptUrl;
        if (!address) return;
        const script = document.createElement("script");
        script.src = address.value || address.href || String(address);
        document.head.append(script);
      });
    });
    return watcher;
  }
  async looks(page, wanted) {
    const answer = await page.goto(this.site.origin + wanted, { waitUntil: "load" });
    assert(answer.ok(), `${wanted}: ${answer.status()}`);
    await this.acts(page);
    return page;
  }
  async acts(page) {
    for (const stage of ["reparse", "click", "hover", "focus"]) {
      // What a click does to the page itself (a form sent, a menu opened) must not hide the rest.
      await page.evaluate(act, stage).catch(() => {});
    }
    await page.waitForTimeout(60);
  }
  // HTML that is no page of ours: a mail, the answer to a form.
  async opens(html) {
    this.shown += 1;
    const address = `${this.site.origin}/__shown/${this.shown}`;
    const page = await this.context.newPage();
    await page.route(address, (route) => route.fulfill({ contentType: "text/html; charset=utf-8", body: html }));
    await page.goto(address);
    await this.acts(page);
    await page.close();
  }
  // Many addresses, some at a time.
  async all(addresses) {
    let next = 0;
    await Promise.all([0, 1, 2].map(async () => {
      let page = await this.context.newPage();
      page.on("dialog", (dialog) => dialog.dismiss().catch(() => {}));
      while (next < addresses.length) {
        const wanted = addresses[next++];
        try {
          await this.looks(page, wanted);
        } catch {
          await page.close().catch(() => {});
          page = await this.context.newPage();
          await this.looks(page, wanted);
        }
      }
      await page.close();
    }));
  }
}

// Each payload fires on the page that does not defend itself, and none once rendered by us.
function provesTheCorpus(tally) {
  for (const [file, ...more] of [[UNSAFE], [SAFE, "--expect-none"]]) {
    if (!existsSync(file)) {
      tally.bad(`${file} is missing: cargo test --test suite payloads writes it`);
      continue;
    }
    const run = spawnSync(process.execPath, [join(HERE, "xss_unsafe.mjs"), file, ...more], { encoding: "utf8" });
    const count = JSON.parse(readFileSync(file, "utf8")).length;
    const wrong = run.stdout.split("\n").filter(Boolean);
    console.log(`xss: ${more.length ? "rendered" : "undefended"}: ${run.stderr.trim().split("\n").at(-1)}`);
    tally.passed += Math.max(0, count - wrong.length);
    for (const id of wrong) tally.bad(more.length ? "runs once rendered" : "does not run on the undefended page", id);
    if (run.status !== 0 && wrong.length === 0) tally.bad(`xss_unsafe.mjs ended with ${run.status}: ${run.stderr}`);
  }
}

const writable = (text) => [...text].every((letter) => letter >= " " || letter === "\n" || letter === "\t");

async function postsAndTitles({ browser, site, payloads, watcher, tally }) {
  const nicolas = await Writer.of(browser, site, "animation", "/fils/nouveau");
  const opened = [];
  const open = async (title, body) => {
    const answer = await nicolas.must("/fils/nouveau", {
      theme: "sante-mentale", subtopic: "", kind: "discussion", audience: "community", title, body,
    });
    const address = answer.headers().location.split("#")[0];
    opened.push(address);
    return address;
  };
  const main = await open("Des messages hostiles", "Chacun des messages suivants en est un.");
  const replies = `${main.split("-")[0]}/messages`;
  let sent = 1;
  for (const { source } of payloads.filter(({ source }) => writable(source) && source.trim())) {
    await nicolas.must(replies, { body: source });
    sent += 1;
  }
  const pages = Array.from({ length: Math.ceil(sent / 20) }, (_, page) => `${main}?page=${page + 1}`);
  await watcher.all(pages);
  tally.passed += sent;
  // Titles: in lists, in the page's own title and heading; a title is one line.
  const titles = packs(payloads.map(({ source }) => ({ source: source.replace(/\s+/g, " ").trim() })).filter(({ source }) => source && writable(source)), 200, " ");
  for (const title of titles) await open(title, title);
  tally.passed += titles.length;
  await watcher.all(opened.slice(1).filter((_, at) => at % 4 === 0));
  const lists = new Set(["/fils", "/themes/sante-mentale", "/"]);
  const page = await watcher.context.newPage();
  for (const list of lists) {
    if (lists.size > 40) break;
    await watcher.looks(page, list);
    await page.goto(site.origin + list);
    for (const link of await page.$$eval("nav.pages a", (links) => links.map((one) => one.getAttribute("href")))) {
      const next = new URL(link, page.url());
      lists.add(next.pathname + next.search);
    }
  }
  await page.close();
  return nicolas;
}

async function profiles({ browser, site, payloads, watcher, tally }) {
  const member = await Writer.of(browser, site, "membre", "/reglages");
  const page = await watcher.context.newPage();
  const mine = await member.context.request.get(`${site.origin}/`);
  const address = /href="(\/membres\/[a-z0-9]+)"/.exec(await mine.text())[1];
  const safe = payloads.filter(({ source }) => writable(source));
  const long = packs(safe, 2000), middle = packs(safe, 500), names = packs(safe, 80, " "), tags = packs(safe, 50, " ");
  const rounds = Math.max(long.length, Math.ceil(middle.length), Math.ceil(names.length / 4));
  const one = (list, at) => list[at % list.length].replace(/\n/g, " ");
  for (let round = 0; round < rounds; round += 1) {
    await member.must("/reglages", {
      given_name: one(names, 4 * round), family_name: one(names, 4 * round + 1), profession: one(names, 4 * round + 2),
      establishment: one(names, 4 * round + 3), establishment_kind: "CH", town: one(names, 4 * round + 2),
      region: "nouvelle-aquitaine", time_zone: "Europe/Paris", language: "fr",
      expertises: [0, 1, 2, 3].map((tag) => one(tags, 4 * round + tag).replaceAll(",", ";")).join(", "),
      presentation: long[round % long.length], available: "1", available_for: middle[round % middle.length],
    });
    await watcher.looks(page, address);
    if (round % 5 === 0) await watcher.looks(page, "/membres");
    tally.passed += 1;
  }
  await page.close();
}

// What is typed comes back: in the field of a search, beside a wrong field, on the page of a refusal.
async function echoes({ browser, site, payloads, watcher, tally }) {
  const member = await Writer.of(browser, site, "membre", "/fils/nouveau");
  const texts = packs(payloads, 1500);
  await watcher.all(texts.slice(0, 30).map((text) => `/membres?q=${encodeURIComponent(text.slice(0, 600))}`));
  await watcher.all(texts.map((text) => `/recherche?q=${encodeURIComponent(text.slice(0, 600))}&author=${encodeURIComponent(text.slice(0, 100))}`));
  await watcher.all(texts.map((text) => `/fils/nouveau/semblables?title=${encodeURIComponent(text.slice(0, 200))}`));
  for (const text of texts) {
    const again = await member.send("/fils/nouveau", { theme: "numerique-en-sante", kind: "question", audience: "community", title: "", body: text });
    assert(again.status() === 422, `again: ${again.status()}`);
    await watcher.opens(await again.text());
    const forged = await member.send("/fils/nouveau", { _csrf: "forged", title: text.replace(/\n/g, " "), body: text });
    assert(forged.status() >= 400, `forged: ${forged.status()}`);
    await watcher.opens(await forged.text());
    tally.passed += 2;
  }
}

// Requests, invitations, reasons: what one person writes and another reads, on pages and in mails.
async function joining({ browser, site, payloads, watcher, tally }) {
  const nicolas = await Writer.of(browser, site, "animation", "/themes/sante-mentale/invitations");
  const visitor = await Writer.of(browser, site, "visitor", "/rejoindre");
  const safe = payloads.filter(({ source }) => writable(source));
  const motivations = packs(safe, 2000), messages = packs(safe, 500), names = packs(safe, 80, " ");
  for (const [at, motivation] of motivations.entries()) {
    await visitor.must("/rejoindre", {
      theme: "sante-mentale", given_name: names[at].replace(/\n/g, " "), family_name: names[at + 30].replace(/\n/g, " "),
      email: `hostile.${at}@ailleurs.example`, profession: names[at + 60].replace(/\n/g, " "),
      establishment: names[at + 90].replace(/\n/g, " "), region: "bretagne", motivation,
    });
  }
  const page = await watcher.context.newPage();
  const queue = "/console?theme=sante-mentale&cas=join-request&par=100";
  await watcher.looks(page, queue);
  await page.goto(site.origin + queue);
  const requests = await page.$$eval("article.case[id^='join-request-']", (cases) => cases.map((one) => one.id.slice("join-request-".length)));
  for (const [at, request] of requests.entries()) {
    await nicolas.must("/console/gestes", { kind: "join-request", gesture: "decline", case: request, reason: messages[at % messages.length] });
  }
  await watcher.looks(page, "/themes/sante-mentale/demandes");
  for (const [at, message] of messages.entries()) {
    await nicolas.must("/themes/sante-mentale/invitations", {
      email: `invitation.${at}@ailleurs.example`, circle: "community", region: "bretagne", message,
    });
  }
  const wanted = messages.length;
  for (const end = Date.now() + 60_000; Date.now() < end;) {
    if (mails(site.mails).filter((mail) => mail.to.includes("invitation.")).length >= wanted) break;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  const sent = mails(site.mails).filter((mail) => mail.html);
  assert(sent.length >= wanted, `${sent.length} mails of ${wanted}`);
  for (const mail of sent) await watcher.opens(mail.html);
  // Before the watcher presses every button of their list, which takes some of them back.
  const links = sent.filter((mail) => mail.to.includes("invitation.")).map((mail) => /http:\S+(\/invitation\/[A-Za-z0-9_-]+)/.exec(mail.text)?.[1]).filter(Boolean);
  const stranger = await Watcher.of(browser, site, "visitor");
  await stranger.all(links.filter((_, at) => at % 6 === 0));
  for (const [id, where] of stranger.fired) watcher.fired.set(id, where);
  await stranger.context.close();
  await watcher.looks(page, "/themes/sante-mentale/invitations");
  await page.close();
  tally.passed += motivations.length + requests.length + sent.length;
}

export async function everyPayload(browser, site) {
  const tally = new Tally("xss");
  provesTheCorpus(tally);
  const payloads = corpus();
  assert(payloads.length >= 200, `${payloads.length} payloads`);
  const watcher = await Watcher.of(browser, site, "animation");
  // The check can fail: what calls fired() in one of our own pages is noticed.
  const control = await watcher.context.newPage();
  await control.goto(`${site.origin}/themes`);
  await control.evaluate(() => { document.body.insertAdjacentHTML("beforeend", "<img src=x onerror=\"fired('control')\">"); });
  await control.waitForTimeout(300);
  await tally.check("the control", () => assert(watcher.fired.delete("control"), "a payload put in our page is not noticed"));
  await control.close();
  const given = { browser, site, payloads, watcher, tally, Writer, packs, writable };
  for (const place of [postsAndTitles, profiles, echoes, joining, caring]) {
    await tally.check(place.name, () => place(given));
  }
  for (const [id, where] of watcher.fired) tally.bad(`${id} runs`, where);
  await watcher.context.close();
  tally.end();
  return tally;
}
