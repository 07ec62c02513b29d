// The console's queue, from a flag to what is undone: with the keys of the queue, and without JavaScript.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Tally, assert } from "./lib.mjs";
import { mails } from "./mails.mjs";
import { Relay, comesBack, freePort } from "./relay.mjs";
import { onEachEngine } from "./engines.mjs";
import { Keyboard, NoScript } from "./hands.mjs";
import { looks } from "./company.mjs";

const DAY = 86_400;

// Somebody's thread, which somebody else flags; both say the word.
export async function aFlaggedThread(author, flagger, word) {
  await author.opens("/fils/nouveau");
  await author.picks("input[name=kind][value=discussion]");
  await author.chooses("#theme", "numerique-en-sante");
  await author.types("#title", `À classer (${word})`);
  await author.types("#body", `Achetez-les chez mon beau-frère (${word}).`);
  await author.picks("input[name=audience][value=community]");
  await author.sends("form[action='/fils/nouveau'] .button");
  const thread = new URL(author.page.url()).pathname;
  await flagger.opens(thread);
  await flagger.unfolds(".post-menu > summary");
  await flagger.follows(".post-menu a[href$='/signalement']");
  await flagger.picks("input[name=reason][value=commercial]");
  await flagger.types("#line", `Une adresse de vente (${word})`);
  await flagger.sends("form[action$='/signalement'] .button");
  await flagger.shows("Merci");
  return thread;
}

const caseOf = (word) => `article.case:has-text("(${word})")`;

// The keys of the queue reach a case: j until it has the focus.
async function comesTo(hand, word) {
  for (let steps = 0; steps < 120; steps += 1) {
    await hand.page.keyboard.press("j");
    const here = await hand.page.evaluate(() => document.activeElement.closest("[data-case]")?.textContent ?? "");
    if (here.includes(`(${word})`)) return;
  }
  throw new Error(`j does not come to (${word}) on ${hand.page.url()}`);
}

async function claims(hand, word, keys) {
  if (!keys) return hand.sends(`${caseOf(word)} form[action^='/console/prises'] button`);
  await comesTo(hand, word);
  return hand.leads(() => hand.page.keyboard.press("r"));
}

async function hides(hand, word, reason, keys) {
  if (keys) {
    await comesTo(hand, word);
    await hand.page.keyboard.press("a");
    const field = await hand.page.evaluate(() => document.activeElement.tagName);
    assert(field === "TEXTAREA", `a leads to ${field}`);
    await hand.page.keyboard.insertText(reason);
  } else {
    await hand.unfolds(`${caseOf(word)} details:has(input[value=hide]) summary`);
    await hand.types(`${caseOf(word)} details:has(input[value=hide]) textarea`, reason);
  }
  await hand.sends(`${caseOf(word)} details:has(input[value=hide]) .button`);
}

// An expert finds the console, takes a case, hides, undoes, then leaves two posts with one reason.
async function tendsTheQueue(hand, word, other, signsIn) {
  const [author, flagger] = [await other(), await other()];
  await signsIn(author, "membre@cercles.example");
  await signsIn(flagger, "pair@cercles.example");
  const thread = await aFlaggedThread(author, flagger, word);
  const keys = hand.constructor.title === "keyboard";

  await signsIn(hand, "expert@cercles.example");
  await hand.unfolds("details.me > summary");
  await hand.follows(".menu-list a[href='/console']");
  await hand.shows("Tout ce qui attend quelqu'un");
  if (keys) {
    await hand.page.keyboard.press("?");
    await hand.shows("cas suivant, cas précédent");
  }
  await hand.opens("/console?cas=flag&par=100");
  await claims(hand, word, keys);
  await hand.shows("Vous vous en occupez");
  await hides(hand, word, `On ne vend rien ici (${word}).`, keys);
  await hand.shows("Le message est masqué");
  await flagger.opens(thread);
  await flagger.shows("Le message n° 1 est masqué");
  await hand.follows("a[href^='/console/gestes/']");
  await hand.types("#reason", `Le lien est parti (${word}).`);
  await hand.sends("form[action$='/annulation'] .button");
  await hand.shows("C'est rétabli");
  await flagger.opens(thread);
  await flagger.shows("Achetez-les chez mon beau-frère");

  await aFlaggedThread(author, flagger, `${word}a`);
  await aFlaggedThread(author, flagger, `${word}b`);
  await hand.opens("/console?cas=flag&par=100");
  await hand.picks(`${caseOf(`${word}a`)} input[data-tick]`);
  await hand.picks(`${caseOf(`${word}b`)} input[data-tick]`);
  await hand.unfolds(".console-many > summary");
  await hand.types("#lot-flag-reason", `De bonne foi (${word}).`);
  await hand.sends("#lot-flag button[value=leave]");
  await hand.shows("2 messages laissés");
}

// Something done of one case from the queue; a gesture with a reason unfolds first.
async function does(hand, words, gesture, reason) {
  const act = `article.case:has-text("${words}")`;
  if (!reason) return hand.sends(`${act} form:has(input[name=gesture][value=${gesture}]) button`);
  await hand.unfolds(`${act} details:has(input[name=gesture][value=${gesture}]) summary`);
  await hand.types(`${act} details:has(input[name=gesture][value=${gesture}]) textarea`, reason);
  return hand.sends(`${act} details:has(input[name=gesture][value=${gesture}]) .button`);
}

async function writes(author, title, body) {
  await author.opens("/fils/nouveau");
  await author.picks("input[name=kind][value=discussion]");
  await author.chooses("#theme", "numerique-en-sante");
  await author.types("#title", title);
  await author.types("#body", body);
  await author.picks("input[name=audience][value=community]");
  await author.sends("form[action='/fils/nouveau'] .button");
}

// A text that waits, a number that looks like a patient's, a request to join, a point dur to sort, a body that does not
// answer, a decision that is appealed against: each settled from the queue.
async function settlesWhatWaits(hand, word, other, signsIn) {
  const [author, nicolas, visitor] = [await other(), await other(), await other()];
  await signsIn(author, "membre@cercles.example");
  await signsIn(nicolas, "animation@cercles.example");
  await signsIn(hand, "expert@cercles.example");

  await nicolas.opens("/themes/numerique-en-sante/attente/regles");
  await nicolas.types("#words", `zibeline${word}`);
  await nicolas.sends("form[action$='/attente/regles'] .button");
  await writes(author, `Un texte relu (${word})`, `Essayez la zibeline${word}.`);
  await author.shows("Vous seul·e le voyez");
  const waiting = new URL(author.page.url()).pathname;
  await writes(author, `Un second texte (${word})`, `Encore la zibeline${word}.`);
  await hand.opens("/console?cas=held-post");
  await does(hand, `Un texte relu (${word})`, "publish");
  await hand.shows("Le texte est publié");
  await does(hand, `Un second texte (${word})`, "refuse", `Le même (${word}).`);
  await hand.shows("Le texte n'est pas publié");
  await author.opens(waiting);
  await author.shows("Publié");

  await author.opens("/reglages/decisions");
  await author.follows(`li:has-text("Le même (${word})") a[href$='/recours']`);
  await author.types("#text", `Il dit autre chose (${word}).`);
  await author.sends("form[action$='/recours'] .button");
  await nicolas.opens("/console?cas=appeal");
  await nicolas.follows(`article.case:has-text("Il dit autre chose (${word})") a[data-act]`);
  await nicolas.picks("#outcome-upheld");
  await nicolas.types("form[action^='/recours/'] textarea", `Relu à deux (${word}).`);
  await nicolas.sends("form[action^='/recours/'] .button");
  await nicolas.shows(`Relu à deux (${word})`);

  await author.opens("/fils/nouveau");
  await author.picks("input[name=kind][value=discussion]");
  await author.chooses("#theme", "numerique-en-sante");
  await author.types("#title", `Un format (${word})`);
  await author.types("#body", "Le numéro d'essai de l'éditeur : 1 89 05 49 588 157 23.");
  await author.picks("input[name=audience][value=community]");
  await author.sends("form[action='/fils/nouveau'] .button");
  await author.picks("#identifiers");
  await author.sends("form[action='/fils/nouveau'] .button");
  await hand.opens("/console?cas=patient-hit");
  await does(hand, `Un format (${word})`, "hide-hit", `À vérifier (${word}).`);
  await hand.shows("Le message est masqué");
  await hand.follows("main a[href^='/console/gestes/']");
  await hand.types("#reason", `Trop vite (${word}).`);
  await hand.sends("form[action$='/annulation'] .button");
  await hand.opens("/console?cas=patient-hit");
  await does(hand, `Un format (${word})`, "fine", `Un numéro d'essai (${word}).`);
  await hand.shows("le cas est classé");

  await visitor.opens("/rejoindre");
  await visitor.chooses("#theme", "numerique-en-sante");
  await visitor.types("#given_name", "Inès");
  await visitor.types("#family_name", "Prigent");
  await visitor.types("#email", `ines.${word}@ailleurs.example`);
  await visitor.types("#profession", "Pharmacienne");
  await visitor.types("#establishment", "Centre hospitalier de Roz-Avel");
  await visitor.chooses("#region", "bretagne");
  await visitor.types("#motivation", `Notre dossier change (${word}).`);
  await visitor.sends("main form .button");
  await nicolas.opens("/console?cas=join-request&par=100");
  await does(nicolas, `Notre dossier change (${word})`, "admit");
  await nicolas.shows("La personne est accueillie");

  await author.opens("/points-durs/nouveau?theme=numerique-en-sante");
  await author.types("#title", `Le badge refusé (${word})`);
  await author.types("#difficulty", "Il est refusé depuis lundi.");
  await author.sends("form[action='/points-durs/nouveau'] .button");
  await hand.opens("/console?cas=point-to-sort");
  await hand.follows(`article.case:has-text("Le badge refusé (${word})") a[data-act]`);
  await hand.picks("#severity-low");
  await hand.sends("form[action$='/qualification'] .button");
  await hand.opens("/console?cas=point-to-sort");
  const left = await hand.page.locator(`article.case:has-text("Le badge refusé (${word})")`).count();
  assert(left === 0, "what was sorted still waits");
}

// A point dur that nobody takes up, a body that does not answer, a sheet that waits for a second reader, a mandate that ends:
// found in the queue once time has passed, and dealt with from there.
async function settlesWhatIsDue(hand, word, other, signsIn, time) {
  const [author, nicolas] = [await other(), await other()];
  const title = `Le chariot muet (${word})`;
  await signsIn(author, "membre@cercles.example");
  await signsIn(hand, "expert@cercles.example");
  await author.opens("/points-durs/nouveau?theme=numerique-en-sante");
  await author.types("#title", title);
  await author.types("#difficulty", "Il ne sonne plus depuis la mise à jour.");
  await author.sends("form[action='/points-durs/nouveau'] .button");
  await hand.opens("/console?cas=point-to-sort&par=100");
  await hand.follows(`article.case:has-text("${title}") a[data-act]`);
  await hand.picks("#severity-high");
  await hand.sends("form[action$='/qualification'] .button");

  time.passes(50 * DAY);
  for (const [one, email] of [[hand, "expert@cercles.example"], [nicolas, "animation@cercles.example"]]) {
    await one.page.context().clearCookies();
    await signsIn(one, email);
  }
  await hand.opens("/console?cas=point-late&par=100");
  await hand.follows(`article.case:has-text("${title}") a[href$='/prise-en-charge']`);
  await hand.sends("form[action$='/prise-en-charge'] .form-actions .button");
  await hand.opens("/console?cas=point-late&par=100");
  const led = hand.page.locator(`article.case:has-text("${title}")`);
  assert(!(await led.innerText()).includes("Personne ne le mène"), "nobody leads what was taken up");

  // A body that was chased waits still, until it answers.
  await hand.opens("/console?cas=referral-overdue&par=100");
  await hand.sends("article.case form:has(input[name=gesture][value=chase]) button");
  await hand.shows("L'organisme est relancé");

  const yann = await other();
  await signsIn(yann, "yann.guillerm@cercles.example");
  await yann.opens("/fiches/nouvelle?theme=numerique-en-sante");
  await yann.types("#title", `Une fiche à relire (${word})`);
  for (const part of ["difficulty", "solution", "steps"]) await yann.types(`#${part}`, "Un texte court.");
  await yann.sends("form[action='/fiches/nouvelle'] .form-actions .button");
  await yann.chooses("#submit-member", await yann.page.locator("#submit-member option", { hasText: "Ana Ferreira" }).getAttribute("value"));
  await yann.sends("form[action$='/relecture'] .form-actions .button");
  await hand.opens("/console?cas=sheet-to-read&par=100");
  await hand.follows(`article.case:has-text("Une fiche à relire (${word})") a[data-act]`);
  const sheet = new URL(hand.page.url()).pathname;
  await hand.sends("form[action$='/relecture/accord'] .form-actions .button");
  await hand.opens("/console?cas=sheet-to-read&par=100");
  assert(await hand.page.locator(`article.case a[href='${sheet}']`).count() === 0, "a sheet that was read waits still");

  await nicolas.opens("/console?cas=mandate-ending&par=100");
  const person = await nicolas.page.locator("article.case:has(a[data-act]) h3").first().innerText();
  const ends = await nicolas.page.locator("article.case", { hasText: person }).count();
  await nicolas.follows("article.case a[data-act]");
  assert(["expert", "peer"].includes(await nicolas.page.locator("#circle").inputValue()), "the circle of the mandate is not chosen");
  await nicolas.types("#reason", `Renouvelé (${word}).`);
  await nicolas.dates("#until", new Date(Date.now() + (time.ahead + 365 * DAY) * 1000).toISOString().slice(0, 10));
  await nicolas.sends("form[action$='/cercles'] .form-actions .button");
  await nicolas.opens("/console?cas=mandate-ending&par=100");
  const still = await nicolas.page.locator("article.case", { hasText: person }).count();
  assert(still === ends - 1, "a mandate that was renewed ends still");
}

// Flags that come before the others: what may let a patient be recognised, and a private message, which is read alone.
async function settlesTheGravest(hand, word, other, signsIn) {
  const [author, flagger, nicolas] = [await other(), await other(), await other()];
  await signsIn(author, "membre@cercles.example");
  await signsIn(flagger, "pair@cercles.example");
  await signsIn(nicolas, "animation@cercles.example");
  await signsIn(hand, "expert@cercles.example");
  await writes(author, `Le service de nuit (${word})`, `Un récit reconnaissable (${word}).`);
  await flagger.opens(new URL(author.page.url()).pathname);
  await flags(flagger, "patient", `On devine qui (${word})`);
  await hand.opens("/console?cas=patient-flag&par=100");
  await does(hand, `Un récit reconnaissable (${word})`, "leave", `Le récit est inventé (${word}).`);
  await hand.shows("Le message est laissé");

  await author.opens("/conversations/nouvelle");
  await author.types("#with", "Maëlle Céleste");
  await author.types("#body", `Achetez mes étiquettes (${word}).`);
  await author.sends("form[action='/conversations/nouvelle'] .form-actions .button:not(.button-quiet)");
  await flagger.opens(new URL(author.page.url()).pathname);
  await flags(flagger, "commercial", `Deux fois ce mois-ci (${word})`);
  await hand.opens("/console");
  assert(!(await hand.page.locator("main").innerText()).includes(`mes étiquettes (${word})`), "an expert reads a private message");
  await nicolas.opens("/console?cas=private-flag&par=100");
  await does(nicolas, `mes étiquettes (${word})`, "hide", `Pas par message privé (${word}).`);
  await nicolas.shows("Le message est masqué");
  await nicolas.opens("/themes/numerique-en-sante/supprimes");
  const again = `li:has-text("mes étiquettes (${word})") details`;
  await nicolas.unfolds(`${again} > summary`);
  await nicolas.types(`${again} textarea`, `C'était un jeu (${word}).`);
  await nicolas.sends(`${again} .button`);
  await flagger.opens("/conversations");
}

async function flags(flagger, reason, line) {
  await flagger.unfolds(".post-menu:has(a[href$='/signalement']) > summary");
  await flagger.follows(".post-menu a[href$='/signalement']");
  await flagger.picks(`input[name=reason][value=${reason}]`);
  await flagger.types("#line", line);
  await flagger.sends("form[action$='/signalement'] .button");
  await flagger.shows("Merci");
}

// A mail that its relay refuses for good: administrators give it up with a reason.
async function givesUpAMail(hand, word, other, signsIn) {
  const nicolas = await other();
  await signsIn(nicolas, "animation@cercles.example");
  await signsIn(hand, "admin@cercles.example");
  await nicolas.opens("/themes/numerique-en-sante/invitations");
  await nicolas.types("#email", `perdue.${word}@ailleurs.example`);
  await nicolas.chooses("#region", "bretagne");
  await nicolas.sends("form[action$='/invitations'] .form-actions .button");
  const lost = hand.page.locator(`article.case:has-text("perdue.${word}")`);
  for (let tries = 0; tries < 60; tries += 1) {
    await hand.page.goto(`${hand.site.origin}/console?cas=dead-mail&par=100`);
    if (await lost.count() === 1) break;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  await does(hand, `perdue.${word}`, "give-up", `Adresse mal recopiée (${word}).`);
  await hand.shows("abandonné");
  await hand.opens("/console?cas=dead-mail&par=100");
  assert(await lost.count() === 0, "what was given up waits still");
}

// Much later a sheet's day has come: it is confirmed for another time.
async function confirmsASheet(hand, word, other, signsIn, time) {
  time.passes(250 * DAY);
  // The mandates of the experts may be over by then.
  await signsIn(hand, "animation@cercles.example");
  await hand.opens("/console?cas=sheet-to-review&par=100");
  const sheet = await hand.page.locator("article.case h3").first().innerText();
  await hand.follows("article.case a[data-act]");
  await hand.dates("#confirm-day", new Date(Date.now() + (time.ahead + 360 * DAY) * 1000).toISOString().slice(0, 10));
  await hand.sends("form[action$='/confirmation'] .form-actions .button");
  await hand.opens("/console?cas=sheet-to-review&par=100");
  assert(await hand.page.locator("article.case h3", { hasText: sheet }).count() === 0, "what was confirmed waits still");
}

// Mail that reaches a member no more, until they confirm their address.
async function stopsAMember(hand, word, other, signsIn, time, mail) {
  const [visitor, pair, address] = [await other(), await other(), "pair@cercles.example"];
  const known = new Set(mails(mail.relay.folder).map(({ name }) => name));
  await visitor.opens("/mot-de-passe-oublie");
  await visitor.types("#email", address);
  await visitor.sends("form[action='/mot-de-passe-oublie'] .button");
  await letter(mail, address, known);
  await comesBack(mail.lmtp, mail.relay.paths.get(address), address);
  await signsIn(hand, "admin@cercles.example");
  const stopped = hand.page.locator('article.case:has-text("Maëlle Céleste")');
  for (let tries = 0; tries < 60; tries += 1) {
    await hand.page.goto(`${hand.site.origin}/console?cas=stopped-mail&par=100`);
    if (await stopped.count() === 1) break;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  await hand.follows('article.case:has-text("Maëlle Céleste") a[data-act]');
  await hand.shows("Maëlle Céleste");
  await signsIn(pair, address);
  await pair.opens("/reglages/courriel");
  for (const { name } of mails(mail.relay.folder)) known.add(name);
  await pair.sends("form[action='/reglages/courriel'] .button");
  const confirms = await letter(mail, address, known);
  await pair.opens(/http:\S+(\/adresse\/[A-Za-z0-9_-]+)/.exec(confirms.text)[1]);
  await pair.sends("form[action^='/adresse/'] .button");
  await hand.opens("/console?cas=stopped-mail&par=100");
  assert(await stopped.count() === 0, "a member whose address is confirmed waits still");
}

// The next mail to an address that the relay was given.
async function letter(mail, address, known) {
  for (let tries = 0; tries < 120; tries += 1) {
    const found = mails(mail.relay.folder, known).filter(({ to }) => to.includes(address));
    if (found.length > 0) return found.at(-1);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error(`no mail to ${address}`);
}

// The console on each database, by keyboard and without JavaScript.
export async function everyCase(browser, binary, signsIn) {
  const tally = new Tally("console");
  const posts = {};
  const settings = async (engine) => {
    const mail = { relay: await Relay.on(mkdtempSync(join(tmpdir(), "cercles-relay-"))), lmtp: await freePort() };
    posts[engine] = mail;
    return { CERCLES_MAIL__SMTP_URL: `smtp://127.0.0.1:${mail.relay.port}`, CERCLES_MAIL__LMTP_LISTEN: `127.0.0.1:${mail.lmtp}` };
  };
  await onEachEngine(binary, async (...town) => {
    const [engine, site, time] = town;
    for (const Hand of [Keyboard, NoScript]) {
      for (const journey of [
        tendsTheQueue, settlesWhatWaits, settlesTheGravest, givesUpAMail, stopsAMember, settlesWhatIsDue, confirmsASheet,
      ]) {
        const contexts = [];
        const arrives = looks(tally, town, Hand);
        const hand = async () => {
          const context = await browser.newContext({ ...Hand.options, locale: "fr-FR", viewport: { width: 1280, height: 900 } });
          context.setDefaultTimeout(15_000);
          contexts.push(context);
          return new Hand(await context.newPage(), site, arrives(journey.name));
        };
        const word = `${journey.name}${Hand === Keyboard ? "k" : "n"}`.toLowerCase();
        await tally.check(`${journey.name}, ${engine}, ${Hand.title}`, async () => journey(await hand(), word, hand, signsIn, time, posts[engine]));
        for (const context of contexts) await context.close();
      }
    }
  }, settings);
  for (const { relay } of Object.values(posts)) {
    relay.end();
    rmSync(relay.folder, { recursive: true, force: true });
  }
  tally.end();
  return tally;
}
