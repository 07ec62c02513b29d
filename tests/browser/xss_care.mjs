// Payloads in what people say of posts: notes of what was done elsewhere, reasons of flags and of decisions, why a
// question is set aside, notes of bookmarks, names of files. Every page that shows them is visited.

import { randomBytes } from "node:crypto";
import { assert } from "./lib.mjs";

const THEME = "numerique-en-sante";

// Where a thread's forms go: its id alone.
const short = (address) => address.split("?")[0].split("-")[0];

async function opens(writer, kind, title) {
  const answer = await writer.must("/fils/nouveau", {
    theme: THEME, subtopic: "", kind, audience: "community", title, body: "Voici ce qui se dit des messages.",
  });
  return answer.headers().location.split("#")[0];
}

// The pages of a thread that holds so many posts.
const pagesOf = (thread, posts) =>
  Array.from({ length: Math.ceil(posts / 20) }, (_, page) => `${thread.split("?")[0]}?page=${page + 1}`);

async function answered(writer, thread, count) {
  const posts = [];
  for (let at = 0; at < count; at += 1) {
    const answer = await writer.must(`${short(thread)}/messages`, { body: `Message n° ${at + 2}.` });
    posts.push(/#m-([a-z0-9]+)/.exec(answer.headers().location)[1]);
  }
  return posts;
}

// Every link of a list and of the pages after it that a pattern finds.
async function foundIn(writer, address, pattern) {
  const found = [], pages = [];
  for (let next = address; next && pages.length < 40;) {
    pages.push(next);
    const text = await (await writer.context.request.get(writer.site.origin + next)).text();
    found.push(...[...text.matchAll(pattern)].map((match) => match[1]));
    const link = /<nav class="pages"[^]*?<a href="([^"]+)" rel="next"/.exec(text)?.[1];
    next = link ? link.replaceAll("&amp;", "&") : "";
  }
  return { found: [...new Set(found)], pages };
}

// A reply with files of these names.
async function sends(writer, thread, names) {
  const edge = "CERCLES-EDGE";
  const part = (name, value) => `--${edge}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  const escaped = (name) => name.replaceAll("\r", "%0D").replaceAll("\n", "%0A").replaceAll("\"", "%22");
  const file = (name) =>
    `--${edge}\r\nContent-Disposition: form-data; name="files"; filename="${escaped(name)}"\r\n` +
    "Content-Type: text/csv\r\n\r\nlit;service\n12;bloc\n\r\n";
  const fields = { _csrf: writer.csrf, _key: randomBytes(11).toString("hex"), body: "Voici les relevés." };
  const body = Object.entries(fields).map(([name, value]) => part(name, value)).join("") + names.map(file).join("");
  const answer = await writer.context.request.post(`${writer.site.origin}${short(thread)}/messages`, {
    data: Buffer.from(`${body}--${edge}--\r\n`), maxRedirects: 0, failOnStatusCode: false,
    headers: { "content-type": `multipart/form-data; boundary=${edge}`, origin: writer.site.origin },
  });
  assert(answer.status() === 303, `files: ${answer.status()} ${(await answer.text()).slice(0, 300)}`);
}

export async function caring({ browser, site, payloads, watcher, tally, Writer, packs, writable }) {
  const nicolas = await Writer.of(browser, site, "animation", "/fils/nouveau");
  const camille = await Writer.of(browser, site, "membre", "/fils/nouveau");
  const safe = payloads.map(({ id, source }) => ({ id, source: source.trim() })).filter(({ source }) => source && writable(source));
  const oneLine = safe.map(({ id, source }) => ({ id, source: source.replace(/\s+/g, " ") }));
  const notes = packs(oneLine, 200, " "), lines = packs(oneLine, 300, " "), reasons = packs(safe, 500), names = packs(oneLine, 140, " ");

  // What was done elsewhere, then flags, on the answers of somebody else.
  const thread = await opens(camille, "question", "Ce qui se dit des messages");
  const posts = await answered(camille, thread, Math.max(notes.length, lines.length));
  for (const [at, note] of notes.entries()) await nicolas.must(`/messages/${posts[at]}/fait-chez-moi`, { note });
  for (const [at, line] of lines.entries()) {
    await nicolas.must(`/messages/${posts[at]}/signalement`, { reason: "other", line });
  }
  const pages = pagesOf(thread, posts.length + 1);
  await watcher.all(pages);
  await watcher.all(posts.filter((_, at) => at % 20 === 0).flatMap((post) => [`/messages/${post}/signalement`, `/messages/${post}/fait-chez-moi`]));
  tally.passed += notes.length + lines.length;

  // The queue, one page after another: each flag is settled for a hostile reason.
  const queue = `/console?theme=${THEME}&cas=flag&par=100`;
  let settled = 0;
  for (let round = 0; round < 40; round += 1) {
    const text = await (await nicolas.context.request.get(site.origin + queue)).text();
    const open = [...text.matchAll(/id="flag-([a-z0-9]+)"/g)].map((match) => match[1]);
    const mine = [...new Set(open)].filter((post) => posts.includes(post));
    if (mine.length === 0) break;
    await watcher.all([queue]);
    for (const post of mine) {
      const reason = reasons[settled % reasons.length];
      await nicolas.must("/console/gestes", { kind: "flag", gesture: settled % 2 === 0 ? "leave" : "hide", case: post, reason });
      settled += 1;
    }
  }
  assert(settled === lines.length, `${settled} flags settled of ${lines.length}`);
  // Hidden posts say why to those who moderate and to their author; so do the lists of decisions.
  await watcher.all([...pages, "/reglages/decisions", "/notifications"]);
  for (const page of [...pages.slice(0, 3), "/reglages/decisions", "/notifications"]) {
    const shown = await camille.context.request.get(site.origin + page);
    await watcher.opens(await shown.text());
  }
  tally.passed += settled;

  // Why a question is set aside, a thread closed or put first: read on its page (one pack in six: each is a visit).
  const aside = await opens(camille, "question", "Une question sans réponse");
  for (const [at, note] of notes.entries()) {
    if (at % 6 !== 0) continue;
    await nicolas.must(`${short(aside)}/sans-reponse`, { note });
    const reason = reasons[at % reasons.length];
    await nicolas.must(`${short(aside)}/fermeture`, { reason });
    await watcher.all([aside, `${short(aside)}/gestion`]);
    await nicolas.must(`${short(aside)}/fermeture/retrait`, { reason });
    await nicolas.must(`${short(aside)}/sans-reponse/retrait`, {});
    tally.passed += 1;
  }

  // Notes of bookmarks: one's own list, and each one's page.
  for (const post of posts.slice(0, notes.length)) {
    const answer = await nicolas.send(`/messages/${post}/signet`, {});
    assert([303, 404].includes(answer.status()), `bookmark: ${answer.status()}`);
  }
  const { found, pages: lists } = await foundIn(nicolas, "/signets", /href="\/signets\/([a-z0-9]+)"/g);
  assert(found.length > notes.length / 3, `${found.length} bookmarks`);
  for (const [at, id] of found.entries()) {
    await nicolas.must(`/signets/${id}`, { note: notes[at % notes.length], reminder: "aucun" });
  }
  await watcher.all([...lists, ...found.filter((_, at) => at % 20 === 0).map((id) => `/signets/${id}`)]);
  tally.passed += found.length;

  // Names of files, ten a post.
  const shelf = await opens(camille, "discussion", "Des fichiers aux noms hostiles");
  let sent = 1;
  for (let at = 0; at < names.length; at += 10) {
    await sends(camille, shelf, names.slice(at, at + 10).map((name) => `${name}.csv`));
    sent += 1;
  }
  await watcher.all(pagesOf(shelf, sent));
  tally.passed += names.length;
}
