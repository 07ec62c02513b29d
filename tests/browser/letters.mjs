// Pictures of every mail: node tests/browser/letters.mjs BINARY FOLDER [LOCALE]
// One file a sample at 600 and 360 px, light and dark, and its text as plain mail programs show it. Says what scrolls
// sideways and what cannot be read for want of contrast.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { Tally, assert, launch, serve } from "./lib.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const [binary, folder, locale = "fr-FR"] = process.argv.slice(2);
if (!folder) {
  console.error("usage: letters.mjs BINARY FOLDER [LOCALE]");
  process.exit(2);
}
mkdirSync(folder, { recursive: true });

// What a mail looks like in a program that shows its HTML as it is.
async function look(browser, html, width, colorScheme, path) {
  const context = await browser.newContext({ viewport: { width, height: 700 }, colorScheme, locale });
  const page = await context.newPage();
  await page.setContent(html);
  await page.screenshot({ path, fullPage: true });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
  assert(!wide, `scrolls sideways at ${width} px`);
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => axe.run(document, { runOnly: ["color-contrast", "link-name", "html-has-lang"] }));
  const seen = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 120)}`));
  assert(seen.length === 0, `${colorScheme}: ${seen.join(" | ")}`);
  await context.close();
}

const browser = await launch();
const site = await serve(binary);
const tally = new Tally("letters");
try {
  const context = await browser.newContext({ locale });
  const page = await context.newPage();
  await page.goto(`${site.origin}/dev/mails`);
  const names = await page.$$eval("main a[href^='/dev/mails/']", (links) => links.map((link) => link.getAttribute("href").split("/").at(-1)));
  for (const name of names) {
    await page.goto(`${site.origin}/dev/mails/${name}`);
    const subject = await page.textContent("h1");
    const [text, headers] = await page.$$eval(".as-typed", (parts) => parts.map((part) => part.textContent));
    const html = await (await context.request.get(`${site.origin}/dev/mails/${name}/html`)).text();
    const preheader = /display:none[^>]*>([^<]*)</.exec(html)?.[1].trim() ?? "";
    writeFileSync(join(folder, `${name}.txt`), `Subject: ${subject}\nPreheader: ${preheader}\n\n${headers}\n\n${text}`);
    for (const width of [600, 360]) {
      for (const colorScheme of ["light", "dark"]) {
        const path = join(folder, `${name}.${width}.${colorScheme}.png`);
        await tally.check(`${name} ${width} ${colorScheme}`, () => look(browser, html, width, colorScheme, path));
      }
    }
  }
} finally {
  tally.end();
  await browser.close();
  await site.stop();
}
process.exitCode = tally.failed > 0 ? 1 : 0;
