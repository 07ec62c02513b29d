// All browser tests: node tests/browser/run.mjs BINARY [PART...]; parts: pages journeys road meetings console xss.
// The last line is "N passed, N failed".

import { launch, serve } from "./lib.mjs";
import { everyCase } from "./console.mjs";
import { everyJourney, signsIn } from "./journeys.mjs";
import { everyMeeting } from "./meetings.mjs";
import { everyPayload } from "./xss.mjs";
import { everyRoad } from "./road.mjs";
import { everyPage, lightPages } from "./pages.mjs";
import { prepared } from "./prepared.mjs";

const [binary, ...wanted] = process.argv.slice(2);
if (!binary) {
  console.error("usage: run.mjs BINARY [pages|journeys|road|meetings|console|xss ...]");
  process.exit(2);
}
const wants = (part) => wanted.length === 0 || wanted.includes(part);
const tallies = [];

async function stopped(site) {
  const code = await site.stop();
  if (code !== 0) console.log(`the server ended with ${code}`);
}

const browser = await launch();
const site = await serve(binary);
try {
  if (wants("pages")) {
    // A server of their own: what is prepared for them (a measure against a member, say) would change the journeys.
    const shown = await serve(binary);
    try {
      const made = await prepared(browser, shown, binary);
      try {
        const { tally, found } = await everyPage(browser, shown, made);
        tallies.push(tally, await lightPages(browser, shown, found));
      } finally {
        await made.end();
      }
    } finally {
      await stopped(shown);
    }
  }
  tallies.push(...await Promise.all([
    ...(wants("journeys") ? [everyJourney(browser, site)] : []),
    ...(wants("road") ? [everyRoad(browser, binary)] : []),
  ]));
  if (wants("console")) tallies.push(await everyCase(browser, binary, signsIn));
  if (wants("meetings")) tallies.push(await everyMeeting(browser, binary));
  if (wants("xss")) tallies.push(await everyPayload(browser, site));
} finally {
  await browser.close();
  await stopped(site);
}
const sum = (key) => tallies.reduce((total, tally) => total + tally[key], 0);
console.log(`${sum("passed")} passed, ${sum("failed")} failed`);
process.exit(sum("failed") === 0 ? 0 : 1);
