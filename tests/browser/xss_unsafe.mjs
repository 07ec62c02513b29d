// Opens HTML fragments in headless Chromium and tells which ones run script.
//
//   node xss_unsafe.mjs PAYLOADS.json [--expect-none] [--report OUT.json]
//
// PAYLOADS.json is an array of {id, html, trigger}; trigger is "load", "click", "hover" or "focus".
// Each fragment is put as it is in the body of a page of its own that defines fired(id) and a small
// clobberable gadget (it loads the script named by window.appConfig.scriptUrl). A fragment that starts
// with <!doctype is served as the whole page, with fired(id) put in front. The page is then loaded,
// its body serialised and parsed again (mutation XSS), and every element clicked, hovered and focused,
// until fired(id) is called.
//
// By default prints the ids that did not fire, one a line, and exits 1 if there are any: this proves
// that a corpus bites. With --expect-none prints the ids that fired, and exits 1 if there are any:
// this proves that a sanitised corpus is harmless; the pages are then frames, many on one page, and
// only dispatched events act on them. --report writes {id: stage or null}.
//
// Environment: CHROMIUM, the browser (/usr/bin/chromium); PAGES, pages in parallel (8, or 3 with --expect-none).
// playwright-core is looked for beside this file, in the folders above it, and in NODE_PATH.

import { createRequire } from "node:module";
import { createServer } from "node:http";
import { readFileSync, writeFileSync } from "node:fs";

import { act } from "./xss_act.mjs";

const { chromium } = createRequire(import.meta.url)("playwright-core");

const args = process.argv.slice(2);
const expectNone = args.includes("--expect-none");
const reportAt = args.includes("--report") ? args[args.indexOf("--report") + 1] : null;
const file = args.find((a, i) => !a.startsWith("--") && args[i - 1] !== "--report");
if (!file) {
  console.error("usage: xss_unsafe.mjs PAYLOADS.json [--expect-none] [--report OUT.json]");
  process.exit(2);
}
const payloads = JSON.parse(readFileSync(file, "utf8"));
if (payloads.length === 0 || new Set(payloads.map((p) => p.id)).size !== payloads.length) {
  console.error("no payload, or two payloads with the same id");
  process.exit(2);
}

// Milliseconds left to script after each step.
const PATIENCE = expectNone
  ? { load: 1000, reparse: 400, click: 500, hover: 500, focus: 500 }
  : { load: 900, reparse: 250, click: 400, hover: 400, focus: 400 };

const HEAD = `<script>
window.__stage = "load";
window.fired = function (id) { __report(String(id), window.__stage); };
</script>`;
const GADGET = `<script>
addEventListener("load", function () {
  var c = window.appConfig, u = c && c.scriptUrl;
  if (!u) return;
  var s = document.createElement("script");
  s.src = u.value || u.href || u.src || (u.getAttribute && u.getAttribute("href")) || String(u);
  document.head.appendChild(s);
});
</script>`;

function pageOf(html) {
  if (/^\s*<!doctype/i.test(html)) return html.replace(/^\s*<!doctype[^>]*>/i, (d) => d + HEAD);
  return `<!doctype html><html><head><meta charset="utf-8"><title>unsafe</title>${HEAD}${GADGET}</head>` +
    `<body><main id="unsafe">${html}</main></body></html>`;
}

const FRAMES = 36; // pages shown at once with --expect-none

const server = createServer((request, response) => {
  const many = /^\/many\/(\d+)$/.exec(request.url);
  if (many) {
    const first = Number(many[1]);
    const frames = payloads.slice(first, first + FRAMES)
      .map((_, i) => `<iframe width="380" height="140" src="/p/${first + i}"></iframe>`);
    response.writeHead(200, { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" });
    response.end(`<!doctype html><meta charset="utf-8"><title>many</title>${HEAD}${frames.join("")}`);
    return;
  }
  const wanted = /^\/p\/(\d+)$/.exec(request.url);
  if (!wanted || !payloads[wanted[1]]) {
    response.writeHead(404, { "content-type": "text/plain" }).end("nothing here");
    return;
  }
  response.writeHead(200, { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" });
  response.end(pageOf(payloads[wanted[1]].html));
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const origin = `http://127.0.0.1:${server.address().port}`;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-dev-shm-usage", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"],
});

const stageOf = new Map(); // id -> stage of the first call of fired(id)

async function settled(id, patience) {
  for (const end = Date.now() + patience; Date.now() < end && !stageOf.has(id);) {
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
  return stageOf.has(id);
}

// Real mouse and keyboard, for what a dispatched event does not do (:hover, tabbing).
async function forReal(page, stage) {
  if (stage === "focus") return page.keyboard.press("Tab");
  const box = await page.evaluate((clicking) => {
    const all = [...document.querySelectorAll("body *:not(script):not(style)")];
    const wanted = clicking ? all.filter((e) => e.closest("a, button, input, select, summary, label")) : all;
    for (const element of wanted.reverse()) {
      const { x, y, width, height } = element.getBoundingClientRect();
      if (width > 0 && height > 0) return { x: x + Math.min(width / 2, 40), y: y + Math.min(height / 2, 20) };
    }
    return null;
  }, stage === "click");
  if (!box) return undefined;
  return stage === "click" ? page.mouse.click(box.x, box.y) : page.mouse.move(box.x, box.y, { steps: 2 });
}

const within = (promise, ms) =>
  Promise.race([promise, new Promise((resolve) => setTimeout(resolve, ms))]).catch(() => undefined);

async function tryOne(page, index) {
  const { id, trigger } = payloads[index];
  await within(page.goto(`${origin}/p/${index}`, { waitUntil: "load", timeout: 5000 }), 5000);
  const acts = trigger === "load" ? "reparse" : trigger;
  if (await settled(id, acts === "reparse" ? PATIENCE.load : 60)) return;
  // The declared trigger comes first, the others after it.
  const stages = new Set([acts, "click", "hover", "focus"]);
  for (const stage of stages) {
    await within(page.evaluate(act, stage), 2000);
    if (!stageOf.has(id) && stage !== "reparse") await within(forReal(page, stage), 1000);
    if (await settled(id, PATIENCE[stage])) return;
  }
}

// The same for FRAMES pages at once, all steps, whatever fires.
async function tryMany(page, first) {
  await within(page.goto(`${origin}/many/${first}`, { waitUntil: "load", timeout: 15000 }), 15000);
  await page.waitForTimeout(PATIENCE.load);
  const shown = page.frames().filter((frame) => /\/p\/\d+(#.*)?$/.test(frame.url())).length;
  const meant = Math.min(FRAMES, payloads.length - first);
  if (shown < meant) console.error(`from ${payloads[first].id}: ${meant - shown} of ${meant} pages left their address`);
  for (const stage of ["reparse", "click", "hover", "focus"]) {
    await Promise.all(page.frames().slice(1).map((frame) => within(frame.evaluate(act, stage), 3000)));
    await page.waitForTimeout(PATIENCE[stage]);
  }
}

let next = 0;
async function worker() {
  const context = await browser.newContext({ viewport: { width: 800, height: 600 } });
  await context.exposeBinding("__report", (_source, id, stage) => {
    if (!stageOf.has(id)) stageOf.set(id, stage);
  });
  let page = null;
  const fresh = async () => {
    page = await context.newPage();
    page.on("dialog", (dialog) => dialog.dismiss().catch(() => {}));
    page.on("popup", (popup) => popup.close().catch(() => {}));
  };
  await fresh();
  const step = expectNone ? FRAMES : 1;
  const attempt = expectNone ? tryMany : tryOne;
  const turn = () => (next += step) - step;
  for (let index = turn(); index < payloads.length; index = turn()) {
    try {
      await attempt(page, index);
    } catch {
      // A page that broke is replaced; what fails twice is an error of this script's run.
      await page.close().catch(() => {});
      await fresh();
      await attempt(page, index);
    }
  }
  await context.close();
}

const start = Date.now();
await Promise.all(Array.from({ length: Number(process.env.PAGES || (expectNone ? 3 : 8)) }, worker));
await browser.close();
server.close();
server.closeAllConnections();

const wrong = payloads.map((p) => p.id).filter((id) => stageOf.has(id) === expectNone);
for (const id of wrong) console.log(id);
if (reportAt) {
  writeFileSync(reportAt, JSON.stringify(Object.fromEntries(payloads.map((p) => [p.id, stageOf.get(p.id) ?? null]))));
}
const fired = payloads.filter((p) => stageOf.has(p.id)).length;
console.error(`${payloads.length} payloads, ${fired} fired, ${((Date.now() - start) / 1000).toFixed(1)} s`);
process.exit(wrong.length === 0 ? 0 : 1);
