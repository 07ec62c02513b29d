// What people come for, from one end to the other, by keyboard alone and without JavaScript.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { PASSWORD, Tally, assert } from "./lib.mjs";
import { Keyboard, NoScript } from "./hands.mjs";
import { mailTo } from "./mails.mjs";

// A password of these journeys: long, and nothing of the person in it.
const CHOSEN = "brouette volcan tilleul 47";
const MAIN = "main form .button";

export async function signsIn(hand, email, password = PASSWORD) {
  await hand.opens("/connexion");
  await hand.types("#email", email);
  await hand.types("#password", password);
  await hand.sends("form[action='/connexion'] .button");
  assert(!hand.page.url().includes("/connexion"), `${email} could not sign in`);
}

async function readsAndReplies(hand, word) {
  await signsIn(hand, "membre@cercles.example");
  await hand.follows(".mainnav a[href='/fils']");
  await hand.follows("main .thread-title a[href^='/fils/']");
  const text = `Merci, nous essaierons dès lundi (${word}).`;
  await hand.types("#body", text);
  await hand.sends("form[action$='/messages'] .button");
  await hand.shows(text);
}

async function opensAThread(hand, word) {
  await signsIn(hand, "membre@cercles.example");
  await hand.follows(".mainnav a[href='/fils']");
  await hand.follows("main a[href^='/fils/nouveau']");
  await hand.picks("input[name=kind][value=question]");
  await hand.chooses("#theme", "numerique-en-sante");
  await hand.types("#title", `Étiquettes de secours : combien de jeux ? (${word})`);
  await hand.types("#body", "Deux chez nous, **trois** au bloc.");
  await hand.picks("input[name=audience][value=community]");
  await hand.sends("form[action='/fils/nouveau'] .button");
  await hand.shows(`combien de jeux ? (${word})`);
}

// A wrong form keeps what was typed and says what to correct.
async function corrects(hand, word) {
  await signsIn(hand, "membre@cercles.example");
  await hand.opens("/reglages");
  await hand.types("#presentation", `Cadre de santé (${word})`);
  await hand.types("#expertises", "un, deux, trois, quatre, cinq, six, sept");
  await hand.sends("form[action='/reglages'] .button");
  assert(await hand.page.locator(".error-summary").count() === 1, "no summary of what is wrong");
  assert((await hand.page.locator("#presentation").inputValue()).includes(word), "what was typed is lost");
  await hand.types("#expertises", "ambulatoire");
  await hand.sends("form[action='/reglages'] .button");
  assert(await hand.page.locator(".error-summary").count() === 0, "still wrong");
}

async function joins(hand, word, other) {
  const address = `nora.${word}@ailleurs.example`;
  await hand.opens("/");
  await hand.follows("main a[href^='/rejoindre']");
  await hand.chooses("#theme", "sante-mentale");
  await hand.types("#given_name", "Nora");
  await hand.types("#family_name", "Belkacem");
  await hand.types("#email", address);
  await hand.types("#profession", "Psychologue");
  await hand.types("#establishment", "Centre hospitalier de Roz-Avel");
  await hand.chooses("#region", "bretagne");
  await hand.types("#motivation", `Nous ouvrons un accueil sans rendez-vous (${word}).`);
  await hand.sends(MAIN);
  assert(hand.page.url().endsWith("/rejoindre/merci"), hand.page.url());

  const nicolas = await other();
  await signsIn(nicolas, "animation@cercles.example");
  await nicolas.opens("/console?theme=sante-mentale&cas=join-request");
  await nicolas.shows(`sans rendez-vous (${word})`);
  const request = `article:has-text("(${word})")`;
  await nicolas.sends(`${request} form:has(input[value=admit]) button`);
  await nicolas.opens("/themes/sante-mentale/demandes");
  await nicolas.shows("Nora Belkacem");

  await acceptsByMail(hand, address, "Nora", false);
  await hand.opens("/themes/sante-mentale");
  await hand.shows("Santé mentale");
  await hand.page.context().clearCookies();
  await signsIn(hand, address, CHOSEN);
}

// Opens the link of the invitation and makes an account.
async function acceptsByMail(hand, address, name, region) {
  const mail = await mailTo(hand.site.mails, address);
  const link = /http:\S+\/invitation\/[A-Za-z0-9_-]+/.exec(mail.text)?.[0];
  assert(link, `no link in ${mail.text}`);
  assert(mail.html.includes(link), "the two parts of the mail lead to the same place");
  await hand.opens(link);
  await hand.types("#given_name", name);
  await hand.types("#family_name", "Belkacem");
  await hand.types("#profession", "Psychologue");
  await hand.types("#establishment", "Centre hospitalier de Roz-Avel");
  await hand.chooses("#kind", "CH");
  await hand.types("#town", "Roz-Avel");
  if (region) await hand.chooses("#region", region);
  await hand.types("#password", CHOSEN);
  await hand.picks("#charter");
  await hand.sends(MAIN);
  assert(!hand.page.url().includes("/invitation/"), `still at ${hand.page.url()}: ${await hand.page.locator("main").innerText()}`);
}

async function invites(hand, word, other) {
  const address = `remi.${word}@ailleurs.example`;
  await signsIn(hand, "pair@cercles.example");
  await hand.opens("/themes/numerique-en-sante/invitations");
  await hand.types("#email", address);
  await hand.types("#message", `Comme promis mardi (${word}).`);
  await hand.sends("form[action$='/invitations'] .button");
  await hand.shows(address);
  const remi = await other();
  await acceptsByMail(remi, address, "Rémi", null);
  await remi.opens("/themes/numerique-en-sante");
  await remi.shows("Numérique en santé");
}

async function imports(hand, word) {
  const path = join(hand.site.folder, `personnes-${word}.csv`);
  writeFileSync(path, [
    "email;nom;prenom;etablissement;type;ville;region;profession;theme;cercle",
    `zoe.${word}@ailleurs.example;Lantier;Zoé;CH des Trois-Sources;CH;Trois-Sources;Normandie;Cadre de santé;dialogue-de-gestion;communauté`,
    `ilan.${word}@ailleurs.example;Lantier;Ilan;CH des Trois-Sources;CH;Trois-Sources;Normandie;Pharmacien;dialogue-de-gestion;pair`,
    "",
  ].join("\r\n"));
  await signsIn(hand, "admin@cercles.example");
  await hand.opens("/administration/import");
  await hand.attaches("#file", path);
  await hand.sends("form[action='/administration/import'] .button");
  await hand.shows("Rien n’est encore enregistré");
  await hand.sends("form[action^='/administration/import/'] .button");
  const mail = await mailTo(hand.site.mails, `zoe.${word}@ailleurs.example`);
  assert(mail.text.includes("/invitation/"), mail.text);
}

// A question as one asks it, misspelt, then a thread that resembles what is being typed.
async function searches(hand) {
  await signsIn(hand, "membre@cercles.example");
  await hand.types(".seek input", "comment faire pour que les lecteurs lisent les bracelets au bloc ?");
  await hand.sends(".seek button");
  assert((await hand.page.locator(".result mark").count()) > 2, "no word is marked");
  await hand.types("#search-q", "brasselets");
  await hand.sends("main .search .button");
  await hand.follows(".search-mended a");
  await hand.follows(".result .thread-title a");
  await hand.shows("bracelets");
}

// Somebody is called, hears of it by the bell, chooses how to be told, follows the thread, takes its feed.
async function hearsOfAMention(hand, word, other) {
  await signsIn(hand, "expert@cercles.example");
  const name = (await hand.page.locator(".me-name").innerText()).trim();
  const member = await other();
  await signsIn(member, "membre@cercles.example");
  await member.opens("/fils/nouveau");
  await member.picks("input[name=kind][value=question]");
  await member.chooses("#theme", "numerique-en-sante");
  await member.types("#title", `Scellés de pharmacie (${word})`);
  await member.types("#body", `Bonjour @${name}, comment faites-vous ?`);
  await member.sends("form[action='/fils/nouveau'] .form-actions .button");
  assert((await member.page.locator("a.mention").count()) === 1, "nobody is mentioned");
  for (let tries = 0; tries < 20; tries += 1) {
    await hand.opens("/notifications");
    if ((await hand.page.locator("main").innerText()).includes(`(${word})`)) break;
    await hand.page.waitForTimeout(500);
  }
  await hand.opens("/");
  await hand.follows(".bell");
  await hand.shows(`vous mentionne dans « Scellés de pharmacie (${word}) »`);
  await hand.follows(`.notice-unread:has-text("(${word})") a`);
  await hand.shows("comment faites-vous");
  await hand.unfolds(".watch > summary");
  await hand.sends(".watch button[value=watch]");
  assert((await hand.page.locator(".watch > summary").innerText()).includes("Surveiller"), "not followed");
  await hand.opens("/reglages/notifications");
  await hand.picks("#watched-mail");
  await hand.sends("form[action='/reglages/notifications'] .button");
  assert(await hand.page.locator("#watched-mail").isChecked(), "the choice is not kept");
  await hand.opens("/reglages/flux");
  const feed = await hand.page.locator("#feed-all").inputValue();
  const answer = await hand.page.request.get(feed);
  assert(answer.ok() && (await answer.text()).includes("<feed"), `${feed}: ${answer.status()}`);
}

// A number that may be a patient's holds the text back, the box lets it through.
async function answersForANumber(hand, word) {
  await signsIn(hand, "membre@cercles.example");
  await hand.opens("/fils/nouveau");
  await hand.picks("input[name=kind][value=question]");
  await hand.chooses("#theme", "numerique-en-sante");
  await hand.types("#title", `Lecteurs de bracelets au bloc (${word})`);
  if (hand.constructor.name === "Keyboard") await hand.page.waitForSelector(".similar:not([hidden]) .result a");
  await hand.types("#body", "Le numéro d'essai de l'éditeur : 1 89 05 49 588 157 23.");
  await hand.picks("input[name=audience][value=community]");
  await hand.sends("form[action='/fils/nouveau'] .button");
  assert(await hand.page.locator(".caution .error").count() === 1, "nothing is said beside the form");
  await hand.picks("#identifiers");
  await hand.sends("form[action='/fils/nouveau'] .button");
  await hand.shows("Le numéro d'essai de l'éditeur");
}

// A text is begun, looked at, left, found again, published.
async function keepsADraft(hand, word) {
  const { page } = hand, scripted = hand.constructor.name === "Keyboard", title = `Jeux d'étiquettes (${word})`;
  await signsIn(hand, "pair@cercles.example");
  await hand.opens("/fils/nouveau");
  await hand.types("#title", title);
  await hand.types("#body", "Deux jeux **au bloc**");
  if (scripted) {
    await hand.reaches("button[value=preview]");
    await page.keyboard.press("Enter");
    await page.waitForSelector("#apercu:not([hidden]) strong");
    await page.waitForSelector("[data-draft-state]:not([hidden])");
  } else {
    await hand.sends("button[value=preview]");
    await hand.sends("button[value=draft]");
  }
  await hand.opens("/brouillons");
  await hand.follows(`.draft a:has-text("(${word})")`);
  await hand.shows("Brouillon repris, gardé");
  assert(await page.locator("#body").inputValue() === "Deux jeux **au bloc**", "the draft is not whole");
  await hand.picks("input[name=kind][value=question]");
  await hand.picks("input[name=audience][value=community]");
  await hand.sends("form[action='/fils/nouveau'] .button");
  await hand.shows("Deux jeux au bloc");
  await hand.opens("/brouillons");
  assert(!(await page.locator("main").innerText()).includes(word), "a published text is still a draft");
}

// Formatting, people, threads and passages of others, without leaving the field; plain links do without.
async function addressesAndQuotes(hand, word) {
  const { page } = hand, value = () => page.locator("#body").inputValue();
  await signsIn(hand, "expert@cercles.example");
  await hand.opens("/fils");
  await hand.follows("main .thread-title a");
  if (hand.constructor.name === "NoScript") {
    assert(await page.locator(".editor-bar, .quote-bar").count() === 0, "a tool that cannot work is shown");
    await hand.follows(".post-foot a[href*='citer=']");
    assert(/^> \[\*\*.+, message \d+ :\*\*\]\(\/messages\/\w+\)/.test((await value()).trim().replace(/[\u00a0\u202f]/g, " ")), await value());
    return;
  }
  await hand.types("#body", `mot ${word}`);
  await page.keyboard.press("Control+Shift+ArrowLeft");
  await page.keyboard.press("Control+B");
  assert(await value() === `mot **${word}**`, await value());
  await page.keyboard.press("Control+Z");
  assert(await value() === `mot ${word}`, `not undone: ${await value()}`);
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  assert(await value() === `> mot ${word}`, `the toolbar's fourth button does not quote: ${await value()}`);
  await page.keyboard.press("End");
  await page.keyboard.type(" @cam");
  await page.waitForSelector("#body-propositions [aria-selected=true]");
  await page.keyboard.press("ArrowDown");
  const chosen = await page.locator("#body-propositions [aria-selected=true]").getAttribute("data-insert");
  assert(await page.locator("#body").getAttribute("aria-activedescendant"), "the list is not said");
  await page.keyboard.press("Enter");
  assert((await value()).endsWith(` ${chosen}`), await value());
  await page.keyboard.type("#bracelets");
  await page.waitForSelector("#body-propositions [aria-selected=true]");
  await page.keyboard.press("Tab");
  assert(/ \/fils\/[0-9a-z]+ $/.test(await value()), await value());
  await page.keyboard.type("@cam");
  await page.waitForSelector("#body-propositions");
  await page.keyboard.press("Escape");
  assert(await page.locator("#body-propositions").count() === 0, "Escape does not close the list");
  assert(await page.locator("#body").getAttribute("aria-activedescendant") === null, "a closed list is still said");
  // As with a caret that is moved through the page (F7): the focus is where the selection is.
  await page.evaluate(() => {
    document.activeElement.blur();
    window.getSelection().selectAllChildren(document.querySelector(".post .prose p"));
  });
  await hand.reaches(".quote-bar:not([hidden]) .button");
  await page.keyboard.press("Enter");
  assert(/\n\n> \[\*\*.+, message \d+ :\*\*\]\(\/messages\/\w+\)\n>\n> .+\n\n$/.test((await value()).replace(/[\u00a0\u202f]/g, " ")), await value());
}

// A question others have too, a thank you, a bookmark with its reminder, all from the keyboard or without a script.
async function reactsAndKeeps(hand, word) {
  // Who animates asks no questions: whatever stands first is another's.
  await signsIn(hand, "animation@cercles.example");
  await hand.opens("/fils?etat=non-resolus");
  await hand.follows("main .thread-title a");
  await hand.sends("button[formaction$='/reactions/merci']");
  await hand.sends("button[formaction$='/reactions/merci/retrait'][aria-pressed=true]");
  await hand.follows("a[href$='/fait-chez-moi']");
  await hand.types("#note", `Deux blocs, trois semaines (${word}).`);
  await hand.sends("form[action$='/fait-chez-moi'] .button");
  await hand.shows(`trois semaines (${word})`);
  await hand.sends(".post button[formaction$='/signet']");
  await hand.follows(".post a[href^='/signets/']");
  await hand.types("#note", `À relire (${word})`);
  await hand.picks("input[name=reminder][value=demain]");
  await hand.sends("form[action^='/signets/'] .button");
  await hand.shows(`À relire (${word})`);
  await hand.shows("rappel prévu le");
  await hand.sends("form[action$='/retrait'] button");
  await hand.shows("Le signet est retiré");
}

// A member flags a post, an expert hides it and says why, its author reads it, the expert shows it again.
async function takesCare(hand, word, other) {
  await signsIn(hand, "membre@cercles.example");
  await hand.opens("/fils/nouveau");
  await hand.picks("input[name=kind][value=discussion]");
  await hand.chooses("#theme", "numerique-en-sante");
  await hand.types("#title", `Étiquettes à vendre (${word})`);
  await hand.types("#body", `Achetez-les chez mon beau-frère (${word}).`);
  await hand.picks("input[name=audience][value=community]");
  await hand.sends("form[action='/fils/nouveau'] .button");
  const thread = new URL(hand.page.url()).pathname;

  const pair = await other();
  await signsIn(pair, "pair@cercles.example");
  await pair.opens(thread);
  await pair.unfolds(".post-menu > summary");
  await pair.follows(".post-menu a[href$='/signalement']");
  await pair.picks("input[name=reason][value=commercial]");
  await pair.types("#line", `Une adresse de vente (${word})`);
  await pair.sends("form[action$='/signalement'] .button");
  await pair.shows("Merci");

  const expert = await other();
  await signsIn(expert, "expert@cercles.example");
  await expert.opens("/themes/numerique-en-sante");
  await expert.follows("main a[href^='/console?theme=']");
  await expert.shows(`Une adresse de vente (${word})`);
  await expert.follows(`article:has-text("(${word})") a[href*='/masquage']`);
  await expert.types("#reason", `On ne vend rien ici (${word}).`);
  await expert.sends("form[action$='/masquage'] .button");
  await expert.shows("masqué par");

  await pair.opens(thread);
  await pair.shows("Le message n° 1 est masqué");
  assert(!(await pair.page.locator("main").innerText()).includes("beau-frère"), "a hidden text is shown");
  await hand.opens("/reglages");
  await hand.follows("main .filters a[href='/reglages/decisions']");
  await hand.shows(`On ne vend rien ici (${word}).`);

  await expert.follows("main .post-gone a[href$='/masquage']");
  await expert.types("#reason", `Le lien est parti (${word}).`);
  await expert.sends("form[action$='/masquage/retrait'] .button");
  await pair.opens(thread);
  await pair.shows(`Achetez-les chez mon beau-frère (${word}).`);
  await hand.opens("/reglages/decisions");
  await hand.shows(`Le lien est parti (${word}).`);
}

const JOURNEYS = {
  readsAndReplies, opensAThread, corrects, joins, invites, imports, searches, answersForANumber, keepsADraft,
  addressesAndQuotes, reactsAndKeeps, hearsOfAMention, takesCare,
};

export async function everyJourney(browser, site) {
  const tally = new Tally("journeys");
  for (const Hand of [Keyboard, NoScript]) {
    for (const [name, journey] of Object.entries(JOURNEYS)) {
      const contexts = [];
      const hand = async () => {
        const context = await browser.newContext({ ...Hand.options, locale: "fr-FR", viewport: { width: 1280, height: 900 } });
        context.setDefaultTimeout(15_000);
        contexts.push(context);
        return new Hand(await context.newPage(), site);
      };
      const word = `${name}${Hand === Keyboard ? "k" : "n"}`.toLowerCase();
      await tally.check(`${name}, ${Hand.title}`, async () => journey(await hand(), word, hand));
      for (const context of contexts) await context.close();
    }
  }
  tally.end();
  return tally;
}
