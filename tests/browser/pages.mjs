// Every page, as each role sees it: axe finds nothing, nothing scrolls sideways, no policy is violated, nothing comes
// from elsewhere, and the first view is light.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { ROLES, Tally, assert, routeOf, routes, stateOf } from "./lib.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
// Not pages: nothing to look at, or a way to another page.
const NO_PAGE = [
  "/livez", "/assets/{name}", "/membres/{id}/portrait", "/fichiers/{id}/vignette", "/fichiers/{id}/{name}",
  "/administration/import/modele.csv", "/flux/{token}/tout", "/flux/{token}/themes/{slug}", "/flux/{token}/fils/{thread}",
  "/points-durs/export.csv", "/organismes/bilan.csv", "/console/sante.csv", "/console/journal.csv", "/rencontres/{meeting}/inscriptions.csv", "/flux/{token}/recherche", "/messages/{post}", "/notifications/{id}", "/dev/mails/{sample}/html", "/dev/mails/{sample}/eml",
  "/messages/{post}/mesures", "/calendrier/{token}.ics", "/rencontres/{meeting}/agenda.ics",
  // The author of a thread is asked once somebody asks: stories look at it.
  "/fils/{thread}/lecteurs",
  // Who was there is known once a meeting took place: stories look at it.
  "/rencontres/{meeting}/attestation/{member}",
];
// Pages no link leads to, and how many samples of a route are looked at for each role.
const UNLINKED = {
  visitor: ["/", "/rejoindre/merci", "/connexion", "/mot-de-passe-oublie", "/mot-de-passe/inconnu", "/desabonnement/inconnu", "/en-place/inconnu", "/venir/inconnu", "/candidature/inconnue", "/invitation/inconnue", "/transmissions/inconnue", "/compte-ferme/inconnu", "/points-durs/annee", "/adresse-qui-n-existe-pas",
    "/charte", "/connexion?next=%2Ffils", "/dev/mails", "/dev/mails/invitation"],
  membre: ["/", "/points-durs?state=en-cours&severity=critical", "/points-durs/tableau", "/fils", "/charte", "/adresse-qui-n-existe-pas", "/recherche?q=lecteurs+bracelets+bloc&kind=question",
    "/fils/nouveau/semblables?title=lecteurs+bracelets", "/suggestions/fils?q=lecteurs", "/fichiers",
    "/suggestions/personnes?theme=numerique-en-sante&audience=community&q=a", "/suggestions/destinataires?q=a"],
  pair: ["/recherche?q=brasselets&kind=rex"],
  expert: ["/recherche?q=ferreira", "/recherche?q=le+la", "/console/sante", "/console/candidats"],
  animation: ["/", "/console", "/console/sante", "/console/journal", "/console/candidats"],
  admin: ["/", "/administration/courrier/inconnu", "/console/journal"],
};
const SAMPLES = 1;
const MORE_SAMPLES = { "/fils/{thread}": 2, "/points-durs/{thread}/{step}": 4, "/themes/{slug}": 2, "/fils": 2, "none": 2 };
const enough = (counts, route) => (counts.get(route) ?? 0) >= (MORE_SAMPLES[route] ?? SAMPLES);
const COOKIES = ["sid", "visit", "said", "lang"];

// Addresses each role reaches by links, from home and from those it was `led` to, at most SAMPLES a route.
export async function crawl(browser, site, led = {}) {
  const all = routes();
  const found = [];
  for (const role of ROLES) {
    const given = [...(UNLINKED[role] ?? []), ...(led[role] ?? [])];
    const context = await browser.newContext({ storageState: await stateOf(browser, site, role), javaScriptEnabled: false });
    const page = await context.newPage();
    const queue = ["/", ...given];
    const seen = new Set(queue.map((address) => address.split("#")[0]));
    const counts = new Map();
    while (queue.length > 0) {
      const address = queue.shift();
      const answer = await page.goto(site.origin + address);
      const landed = page.url().slice(site.origin.length);
      const route = routeOf(all, landed)?.path ?? "none";
      if (enough(counts, route) && !given.includes(address)) continue;
      if (found.some((one) => one.role === role && one.address === landed)) continue;
      counts.set(route, (counts.get(route) ?? 0) + 1);
      found.push({ role, route, address: landed, status: answer.status() });
      const links = await page.$$eval("a[href^='/'], form[method=get]", (elements) =>
        elements.map((element) => element.getAttribute("href") ?? element.getAttribute("action")).filter(Boolean));
      for (const link of links) {
        const target = link.split("#")[0];
        const leads = routeOf(all, target);
        if (!leads || NO_PAGE.includes(leads.path) || seen.has(target) || enough(counts, leads.path)) continue;
        seen.add(target);
        queue.push(target);
      }
    }
    await context.close();
  }
  return found;
}

// Watches a page: what it asks for and what it complains of.
function watch(page, site, problems) {
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(`${site.origin}/`) && !url.startsWith("data:")) problems.push(`asks ${url}`);
  });
  page.on("console", (message) => {
    const text = message.text();
    if (message.type() === "error" && !/the server responded with a status of (4\d\d|503)/.test(text)) problems.push(`console: ${text}`);
  });
  page.on("pageerror", (error) => problems.push(`script: ${error.message}`));
}

const sideways = () => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return null;
  return [...document.querySelectorAll("body *")]
    .filter((element) => element.getBoundingClientRect().right > width + 1 && !element.closest(".table-scroll, pre, .visually-hidden"))
    .slice(0, 3).map((element) => `${element.tagName.toLowerCase()}.${element.className}`).join(" ") || "something";
};

// What axe finds on a page as it stands. The page's own policy forbids evaluation: axe comes in by the debugger's door.
export async function axeFinds(page) {
  const debug = await page.context().newCDPSession(page);
  await debug.send("Runtime.evaluate", { expression: AXE });
  const result = await page.evaluate((tags) => axe.run(document, { runOnly: tags, resultTypes: ["violations"] }), TAGS);
  await debug.detach();
  return result.violations.map(({ id, nodes }) => {
    const why = (nodes[0].failureSummary ?? "").split("\n")[1] ?? "";
    return `axe ${id} (${nodes.length}): ${nodes[0].html.slice(0, 140)} ${why.trim()}`;
  });
}

async function look(context, site, address, problems) {
  const page = await context.newPage();
  watch(page, site, problems);
  await page.goto(site.origin + address, { waitUntil: "load" });
  const closed = await page.evaluate(sideways);
  if (closed) problems.push(`scrolls sideways: ${closed}`);
  await page.evaluate(() => document.querySelectorAll("details:not(.menu)").forEach((details) => { details.open = true; }));
  const opened = await page.evaluate(sideways);
  if (opened && !closed) problems.push(`scrolls sideways once opened: ${opened}`);
  problems.push(...await axeFinds(page));
  await page.close();
}

// Runs a job for each of a list, some at a time.
async function each(list, most, work) {
  let next = 0;
  await Promise.all(Array.from({ length: most }, async () => {
    while (next < list.length) await work(list[next++]);
  }));
}

export async function everyPage(browser, site, made) {
  const tally = new Tally("pages");
  const found = [...await crawl(browser, site, made.led), made.opening];
  const covered = new Set(found.map((one) => one.route));
  const missing = routes().filter((route) => !NO_PAGE.includes(route.path) && !covered.has(route.path));
  for (const route of missing) tally.bad("no role is led there", route.path);
  for (const one of found) {
    if (one.status >= 500) tally.bad(`status ${one.status}`, `${one.role} ${one.address}`);
  }
  for (const [width, colorScheme] of [[1280, "light"], [320, "dark"], [1280, "dark"], [320, "light"]]) {
    // The two first views are looked at for every role, the others once a route.
    const whole = (width === 1280) === (colorScheme === "light");
    const once = new Set();
    const looked = found.filter((one) => whole || (!once.has(one.route) && once.add(one.route)));
    const byRole = Map.groupBy ? Map.groupBy(looked, (one) => one.role) : grouped(looked);
    for (const [role, list] of byRole) {
      const context = await browser.newContext({
        viewport: { width, height: 900 }, colorScheme, reducedMotion: "reduce", locale: "fr-FR",
        storageState: await stateOf(browser, site, role),
      });
      await each(list, 3, async ({ address, site: own }) => {
        const problems = [];
        try {
          await look(context, own ?? site, address, problems);
        } catch (error) {
          problems.push(String(error).split("\n").slice(0, 2).join(" "));
        }
        if (problems.length === 0) tally.good();
        for (const problem of problems) tally.bad(problem, `${role} ${address} ${width} ${colorScheme}`);
      });
      const cookies = (await context.cookies()).map((cookie) => cookie.name);
      await tally.check(`${role} at ${width}`, () => assert(cookies.every((name) => COOKIES.includes(name)), `cookies ${cookies}`));
      await context.close();
    }
  }
  tally.end();
  return { tally, found };
}

function grouped(list) {
  const groups = new Map();
  for (const one of list) groups.set(one.role, [...(groups.get(one.role) ?? []), one]);
  return groups;
}

// The first view of a page, nothing in the cache: at most 100 KB on the wire, 60 KB of HTML.
export async function lightPages(browser, site, found) {
  const tally = new Tally("weights");
  const heaviest = { wire: 0, html: 0 };
  // The fullest view of each route is the one of whoever may do most there.
  const fullest = new Map(found.filter((one) => one.status === 200).map((one) => [one.route, one]));
  for (const { role, address, site: own } of fullest.values()) {
    const context = await browser.newContext({ storageState: await stateOf(browser, own ?? site, role), locale: "fr-FR" });
    const page = await context.newPage();
    const debug = await context.newCDPSession(page);
    await debug.send("Network.enable");
    let wire = 0;
    debug.on("Network.loadingFinished", (event) => { wire += event.encodedDataLength; });
    const answer = await page.goto((own ?? site).origin + address, { waitUntil: "load" });
    const html = (await answer.body()).length;
    heaviest.wire = Math.max(heaviest.wire, wire);
    heaviest.html = Math.max(heaviest.html, html);
    if (wire <= 100 * 1024 && html <= 60 * 1024) tally.good();
    else tally.bad(`${wire} bytes in all, ${html} of HTML`, `${role} ${address}`);
    await context.close();
  }
  console.log(`weights: heaviest ${heaviest.wire} bytes in all, ${heaviest.html} of HTML`);
  tally.end();
  return tally;
}
