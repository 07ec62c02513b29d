// Pictures of every page to look at: node tests/browser/pictures.mjs BINARY FOLDER
// One file a page (home: one a role), as an expert sees it or else as whoever may, at 1280 and 360 px, light and dark.

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { launch, serve, stateOf } from "./lib.mjs";
import { crawl } from "./pages.mjs";
import { prepared } from "./prepared.mjs";

const [binary, folder] = process.argv.slice(2);
if (!folder) {
  console.error("usage: pictures.mjs BINARY FOLDER");
  process.exit(2);
}
mkdirSync(folder, { recursive: true });
const browser = await launch();
const site = await serve(binary);
const made = await prepared(browser, site, binary);
try {
  const found = [...await crawl(browser, site, made.led), made.opening];
  const first = ["admin", "animation", "visitor", "membre", "pair", "expert"];
  found.sort((one, other) => first.indexOf(one.role) - first.indexOf(other.role));
  const shown = new Map(found.map((one) => [`${one.route} ${one.status} ${one.route === "/" ? one.role : ""}`, one]));
  for (const [width, colorScheme] of [[1280, "light"], [360, "light"], [1280, "dark"], [360, "dark"]]) {
    for (const { role, route, address, status, site: own } of shown.values()) {
      const context = await browser.newContext({
        viewport: { width, height: 900 }, colorScheme, reducedMotion: "reduce", locale: "fr-FR",
        storageState: await stateOf(browser, own ?? site, role),
      });
      const page = await context.newPage();
      await page.goto((own ?? site).origin + address);
      const name = `${route.replace(/[{}]/g, "").replace(/^\/|\/$/g, "").replaceAll("/", "_") || `home_${role}`}-${status}`;
      await page.screenshot({ path: join(folder, `${name}.${width}.${colorScheme}.png`), fullPage: true });
      await context.close();
    }
  }
} finally {
  await browser.close();
  await made.end();
  await site.stop();
}
