// Reads calendars with ical.js, and expands series by the zones the files themselves carry: see tests/long/calendars.
import { readFileSync, readdirSync } from "node:fs";
import ICAL from "ical.js";

const folder = process.argv[2];
const instant = (time) => new Date(time.toUnixTime() * 1000).toISOString().replace(".000Z", "Z");

function read(file) {
  const component = new ICAL.Component(ICAL.parse(readFileSync(`${folder}/${file}`, "utf8")));
  ICAL.TimezoneService.reset();
  for (const zone of component.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
  return component.getAllSubcomponents("vevent");
}

function starts(events) {
  const cancelled = (event) => event.getFirstPropertyValue("status") === "CANCELLED";
  const found = [];
  const others = events.filter((event) => event.hasProperty("recurrence-id"));
  for (const component of events.filter((event) => !event.hasProperty("recurrence-id"))) {
    const master = new ICAL.Event(component, { exceptions: others });
    if (!master.isRecurring()) {
      found.push(instant(master.startDate));
      continue;
    }
    const iterator = master.iterator();
    for (let next = iterator.next(); next; next = iterator.next()) {
      const details = master.getOccurrenceDetails(next);
      if (!cancelled(details.item.component)) found.push(instant(details.startDate));
    }
  }
  // Without a meeting as the rule says, each stands alone.
  if (others.length === events.length) {
    for (const event of others) if (!cancelled(event)) found.push(instant(event.getFirstPropertyValue("dtstart")));
  }
  return found.sort();
}

const series = JSON.parse(readFileSync(`${folder}/series.json`, "utf8"));
for (const one of series) {
  const [found, expected] = [starts(read(one.file)), [...one.starts].sort()];
  if (JSON.stringify(found) !== JSON.stringify(expected)) {
    throw new Error(`ical.js: ${one.file} ${one.zone}\n${found}\n${expected}`);
  }
}
const listed = new Set(series.map((one) => one.file));
const others = readdirSync(folder).filter((file) => file.endsWith(".ics") && !listed.has(file));
for (const file of others) read(file);
console.log(`ical.js: ${series.length} series alike, ${others.length} other files read`);
