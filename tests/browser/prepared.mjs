// Pages no link leads to on a fresh demo (a mail's link, a file just sent, a post just corrected): made to exist by
// using the site as people do, so that they are looked at like the others.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { PASSWORD, assert, serve, signIn } from "./lib.mjs";
import { mailTo } from "./mails.mjs";

async function asRole(browser, site, role, work) {
  const context = await browser.newContext({ locale: "fr-FR", javaScriptEnabled: false });
  context.setDefaultTimeout(15_000);
  try {
    const page = await context.newPage();
    if (role !== "visitor") await signIn(page, site, role);
    return await work(page);
  } finally {
    await context.close();
  }
}

const pathOf = (page) => new URL(page.url()).pathname;

async function sends(page, form) {
  await Promise.all([page.waitForEvent("load"), page.click(`${form} .button`)]);
}

// The link of a mail, as a path.
async function linkIn(site, address, start) {
  const mail = await mailTo(site.mails, address);
  const link = new RegExp(`http:\\S+(${start}[A-Za-z0-9_.-]+)`).exec(mail.text)?.[1];
  assert(link, `no link to ${start} in ${mail.text}`);
  return link;
}

async function aCorrectedPost(page, site) {
  await page.goto(`${site.origin}/fils/nouveau`);
  await page.selectOption("#theme", "numerique-en-sante");
  await page.fill("#title", "Un fil corrigé");
  await page.fill("#body", "Première version.");
  await sends(page, "form[action='/fils/nouveau']");
  const edit = await page.getAttribute("a[href$='/modifier']", "href");
  await page.goto(site.origin + edit);
  await page.fill("#body", "Deuxième version, **plus claire**.");
  await sends(page, `form[action='${edit}']`);
  return [edit, edit.replace("/modifier", "/historique")];
}

// A sheet in preparation: its page, its form, its history, and the discussion it has not opened yet.
async function aSheet(page, site) {
  await page.goto(`${site.origin}/fiches/nouvelle?theme=numerique-en-sante`);
  await page.fill("#title", "Une fiche à regarder");
  for (const part of ["difficulty", "solution", "steps"]) await page.fill(`#${part}`, "Un texte **court**.");
  await sends(page, "form[action='/fiches/nouvelle']");
  const path = pathOf(page);
  const id = path.split("-")[0];
  return [path, `${id}/modifier`, `${id}/historique`, `${id}/discussion`];
}

async function aPointDur(page, site) {
  await page.goto(`${site.origin}/points-durs/nouveau?theme=numerique-en-sante`);
  await page.fill("#title", "Un point dur à regarder");
  await page.fill("#difficulty", "Le lecteur du bloc refuse les bracelets.");
  await sends(page, "form[action='/points-durs/nouveau']");
  const end = (name) => `/points-durs/${pathOf(page).split("/")[2].split("-")[0]}/${name}`;
  return [pathOf(page), end("complements"), end("retrait"), end("essais")];
}

// The animators call every expert of a point dur; what each is led to.
async function aCall(page, site, point) {
  const end = (name) => `/points-durs/${point.split("/")[2].split("-")[0]}/${name}`;
  await page.goto(site.origin + end("appels"));
  for (const box of await page.$$(".candidates input[type=checkbox]")) await box.check();
  await sends(page, `form[action='${end("appels")}']`);
  return [end("appels"), end("appels/reponse"), end("taches")];
}

async function aBookmark(page, site) {
  await page.goto(`${site.origin}/fils`);
  await Promise.all([page.waitForEvent("load"), page.click("main .thread-title a")]);
  await Promise.all([page.waitForEvent("load"), page.click("button[formaction$='/signet']")]);
  return [await page.getAttribute("a[href^='/signets/']", "href")];
}

async function aConversation(page, site) {
  await page.goto(`${site.origin}/conversations/nouvelle?animation=numerique-en-sante`);
  await page.fill("#body", "Une question à poser en privé.");
  await sends(page, "form[action='/conversations/nouvelle']");
  return [pathOf(page), await page.getAttribute(".notice a[href^='/conversations/']", "href")];
}

async function anAnnouncement(page, site) {
  await page.goto(`${site.origin}/themes/numerique-en-sante/annonces`);
  await page.fill("#title", "Journée annuelle");
  await page.fill("#body", "Inscrivez-vous **avant** mars.");
  await sends(page, "form[action$='/annonces']");
  await sends(page, "form[action$='/essai']");
  return [pathOf(page)];
}

// What leaves an announcement that was sent: to the experts alone, a few people.
async function aWayOut(page, site) {
  await page.goto(`${site.origin}/themes/numerique-en-sante/annonces`);
  await page.fill("#title", "Réunion des experts");
  await page.fill("#body", "Jeudi à 14 h.");
  await page.check("#audience-expert");
  await sends(page, "form[action$='/annonces']");
  await sends(page, "form[action$='/essai']");
  await sends(page, "form[action$='/envoi']");
  return [await linkIn(site, "expert@cercles.example", "/desabonnement/")];
}

async function anImport(page, site) {
  const path = join(site.folder, "a-regarder.csv");
  writeFileSync(path, [
    "email;nom;prenom;etablissement;type;ville;region;profession;theme;cercle",
    "zoe@regarde.example;Lantier;Zoé;CH des Trois-Sources;CH;Trois-Sources;Normandie;Cadre;dialogue-de-gestion;pair", "",
  ].join("\r\n"));
  await page.goto(`${site.origin}/administration/import`);
  await page.setInputFiles("#file", path);
  await sends(page, "form[action='/administration/import']");
  return [pathOf(page)];
}

async function anInvitation(page, site) {
  await page.goto(`${site.origin}/themes/numerique-en-sante/invitations`);
  await page.fill("#email", "invitee@regarde.example");
  await sends(page, "form[action$='/invitations']");
  return [await linkIn(site, "invitee@regarde.example", "/invitation/")];
}

async function aForgottenPassword(page, site) {
  await page.goto(`${site.origin}/mot-de-passe-oublie`);
  await page.fill("#email", "pair@cercles.example");
  await sends(page, "form[action='/mot-de-passe-oublie']");
  return [await linkIn(site, "pair@cercles.example", "/mot-de-passe/")];
}

async function anOtherAddress(page, site) {
  await page.goto(`${site.origin}/reglages/securite/adresse`);
  await page.fill("input[name=email]", "nouvelle@regarde.example");
  await page.fill("input[type=password]", PASSWORD);
  await sends(page, "form[action='/reglages/securite/adresse']");
  return [await linkIn(site, "nouvelle@regarde.example", "/adresse/")];
}

// A point dur referred to a body: its form, the referral, and the link the body gets.
async function aReferral(page, site) {
  await page.goto(`${site.origin}/points-durs/nouveau`);
  await page.selectOption("#theme", "numerique-en-sante");
  await page.fill("#title", "Un référentiel que personne ne lit de la même façon");
  await page.fill("#difficulty", "Deux lectures s'opposent.");
  await sends(page, "form[action='/points-durs/nouveau']");
  const form = `${pathOf(page).split("-").slice(0, 2).join("-")}/transmettre`;
  await page.goto(site.origin + form);
  const body = await page.$$eval("#body option", (options) => options.find((one) => one.textContent.includes("(ANS)")).value);
  await page.selectOption("#body", body);
  await page.fill("#question", "Quelle lecture retenir ?");
  await sends(page, `form[action='${form}']`);
  return [pathOf(page)];
}

// A thread somebody flags, and an expert hides from the console: what they did.
async function aFlag(page, site) {
  await page.goto(`${site.origin}/fils`);
  for (const link of await page.$$eval("main .thread-title a", (links) => links.map((one) => one.getAttribute("href")))) {
    await page.goto(site.origin + link);
    const flag = await page.$$eval("a[href$='/signalement']", (links) => links[0]?.getAttribute("href"));
    if (!flag) continue;
    await page.goto(site.origin + flag);
    await page.check("input[name=reason][value=other]");
    await page.fill("#line", "Une ligne à regarder");
    await sends(page, "form[action$='/signalement']");
    return;
  }
  throw new Error("no post may be flagged");
}

async function aRound(page, site) {
  await page.goto(`${site.origin}/console?cas=flag&par=100`);
  const place = page.locator("article.case:has-text('Une ligne à regarder') details:has(input[value=leave])");
  await place.locator("summary").click();
  await place.locator("textarea").fill("Rien à redire.");
  await Promise.all([page.waitForEvent("load"), place.locator(".button").click()]);
  return [await page.getAttribute("a[href^='/console/gestes/']", "href"), "/console?cas=flag", "/console?par=100&cas=point-to-sort"];
}

// The annual meeting, with a programme, a call for contributions, one offered, minutes in preparation.
async function aMeeting(page, site) {
  const day = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  await page.goto(`${site.origin}/rencontres/nouvelle?theme=numerique-en-sante`);
  await page.check("#circle-community");
  await page.fill("#title", "Journée annuelle à regarder");
  await page.fill("#description", "Une journée **entière**.");
  await page.fill("#starts", `${day(90)}T09:00`);
  await page.fill("#ends", `${day(90)}T17:00`);
  await page.check("#large");
  await sends(page, "form[action='/rencontres/nouvelle']");
  const id = pathOf(page).split("-")[0];
  let session = "";
  for (const [title, hour, minutes] of [["Ouverture", "09:00", "30"], ["Atelier bleu", "09:30", "90"], ["Atelier vert", "09:30", "45"]]) {
    await page.goto(`${site.origin}${id}/programme/nouvelle`);
    await page.fill("#title", title);
    await page.fill("#starts", `${day(90)}T${hour}`);
    await page.fill("#minutes", minutes);
    await page.fill("#speakers", "Jeanne Dehors");
    await page.check("#signs_up");
    await sends(page, `form[action='${id}/programme/nouvelle']`);
    session = new URL(page.url()).hash.replace("#s-", "");
  }
  await page.goto(site.origin + id);
  await sends(page, `form[action='${id}/annonce']`);
  await page.goto(`${site.origin}${id}/contributions`);
  await page.fill("#until", day(60));
  await sends(page, `form[action='${id}/contributions/appel']`);
  await page.goto(`${site.origin}${id}/contributions`);
  await page.fill("#title", "Des bracelets relus");
  await page.fill("#body", "On a **relu** les bracelets.");
  await sends(page, `form[action='${id}/contributions']`);
  const contribution = pathOf(page);
  await page.goto(`${site.origin}${id}/compte-rendu/modifier`);
  await page.fill("#body", "Un compte rendu **court**.");
  await sends(page, `form[action='${id}/compte-rendu/modifier']`);
  const end = (name) => `${id}/${name}`;
  return [
    id, end("programme"), end("programme/nouvelle"), end(`programme/${session}`), end("contributions"), contribution, `${contribution}/modifier`,
    end("compte-rendu"), end("compte-rendu/modifier"), end("compte-rendu/historique"), end("satisfaction"), "/rencontres/actions",
    end("modifier"), end("inscriptions"), end("presences"), end("emargement"), end("accord"), end("discussion"), "/rencontres/series/nouvelle",
  ];
}

// Two meetings whose date is not known: one for which hours are looked for, one whose circle is asked.
async function undatedMeetings(page, site) {
  const day = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const found = [];
  for (const title of ["Une date à chercher", "Une date à choisir"]) {
    await page.goto(`${site.origin}/rencontres/nouvelle?theme=numerique-en-sante`);
    await page.check("#circle-expert");
    await page.fill("#title", title);
    await page.fill("#description", "Deux sujets de fond.");
    await sends(page, "form[action='/rencontres/nouvelle']");
    found.push(`${pathOf(page).split("-")[0]}/dates`);
  }
  await page.goto(site.origin + found[1]);
  await page.fill("#date-1", `${day(30)}T14:00`);
  await page.fill("#date-2", `${day(31)}T09:30`);
  await sends(page, `form[method=post][action='${found[1]}']`);
  for (const yes of await page.$$("input[type=radio][value=yes]")) await yes.check();
  await sends(page, `form[action='${found[1]}/reponse']`);
  return found;
}

// A reason kept ready, what makes texts wait, a measure, an appeal against it.
async function someDecisions(browser, site) {
  const theme = "/themes/numerique-en-sante";
  const reasons = await asRole(browser, site, "animation", async (page) => {
    await page.goto(`${site.origin}${theme}/raisons`);
    await page.fill("#title", "Courtoisie");
    await page.fill("#body", "Bonjour {name}, restons courtois.");
    await sends(page, `form[action='${theme}/raisons']`);
    return [`${theme}/raisons`, await page.getAttribute("a[href^='/raisons/']", "href"), `${theme}/attente/regles`];
  });
  const member = await asRole(browser, site, "membre", async (page) => {
    await page.goto(`${site.origin}/`);
    return page.getAttribute("a[href^='/membres/']", "href");
  });
  const measures = `${theme}/mesures/${member.split("/")[2]}`;
  await asRole(browser, site, "animation", async (page) => {
    await page.goto(site.origin + measures);
    await page.check("#measure-approval");
    await page.fill("#posts", "2");
    await page.fill("#reason", "Relisons ensemble vos prochains messages.");
    await sends(page, `form[action='${measures}']`);
  });
  const own = await asRole(browser, site, "membre", async (page) => {
    await page.goto(`${site.origin}/fils/nouveau`);
    await page.selectOption("#theme", "numerique-en-sante");
    await page.fill("#title", "Un texte qui attend");
    await page.fill("#body", "Il sera **relu** avant d'être publié.");
    await sends(page, "form[action='/fils/nouveau']");
    const waiting = pathOf(page);
    await page.goto(`${site.origin}/reglages/decisions`);
    const appeal = await page.getAttribute("a[href$='/recours']", "href");
    await page.goto(site.origin + appeal);
    await page.fill("#text", "Un seul message était rude.");
    await sends(page, `form[action='${appeal}']`);
    return [waiting, "/attente", appeal];
  });
  const answering = await asRole(browser, site, "expert", async (page) => {
    await page.goto(`${site.origin}/console?cas=appeal`);
    return page.getAttribute("a[href^='/recours/']", "href");
  });
  return { animation: [...reasons, measures], membre: own, expert: [answering, measures, own[0], "/console?cas=held-post"] };
}

// A post and a thread of somebody else's, as those who moderate care for them; nobody decides on their own.
async function someCare(page, site) {
  await page.goto(`${site.origin}/themes/numerique-en-sante`);
  await Promise.all([page.waitForEvent("load"), page.click("main .thread-title a:text-is('Un fil corrigé')")]);
  const urgent = (await page.getAttribute("a[href$='/masquage']", "href")).replace("/masquage", "/urgence");
  const manage = await page.getAttribute("a[href$='/gestion']", "href");
  return [urgent, urgent.replace("/urgence", "/correction"), manage.replace("/gestion", "/rangement"), "/themes/numerique-en-sante/supprimes"];
}

// One list of addresses a role; and the community nobody has opened yet, on a server of its own.
export async function prepared(browser, site, binary) {
  const point = await asRole(browser, site, "membre", (page) => aPointDur(page, site));
  const call = await asRole(browser, site, "animation", (page) => aCall(page, site, point[0]));
  await asRole(browser, site, "pair", (page) => aFlag(page, site));
  const round = await asRole(browser, site, "expert", (page) => aRound(page, site));
  const led = {
    membre: [
      ...await asRole(browser, site, "membre", (page) => aCorrectedPost(page, site)),
      ...point,
      ...await asRole(browser, site, "membre", (page) => aConversation(page, site)),
    ],
    pair: await asRole(browser, site, "pair", (page) => aBookmark(page, site)),
    animation: await asRole(browser, site, "animation", (page) => anAnnouncement(page, site)),
    admin: await asRole(browser, site, "admin", (page) => anImport(page, site)),
    visitor: [
      ...await asRole(browser, site, "pair", (page) => anInvitation(page, site)),
      ...await asRole(browser, site, "visitor", (page) => aForgottenPassword(page, site)),
      ...await asRole(browser, site, "animation", (page) => aWayOut(page, site)),
    ],
    expert: [
      ...round,
      ...call,
      ...await asRole(browser, site, "expert", (page) => anOtherAddress(page, site)),
      ...await asRole(browser, site, "expert", (page) => aSheet(page, site)),
      ...await asRole(browser, site, "expert", (page) => aReferral(page, site)),
    ],
  };
  led.visitor.push(await linkIn(site, "appui@ans.example", "/transmissions/"));
  const decisions = await someDecisions(browser, site);
  for (const role of ["animation", "membre", "expert"]) led[role].push(...decisions[role]);
  led.animation.push(...await asRole(browser, site, "animation", (page) => someCare(page, site)));
  led.admin.push("/administration/raisons", decisions.animation.at(-1).replace(/^.*\/mesures/, "/administration/comptes"));
  // Last: its circle's invitations leave after every mail that is waited for.
  led.animation.push(...await asRole(browser, site, "animation", (page) => aMeeting(page, site)));
  led.animation.push(...await asRole(browser, site, "animation", (page) => undatedMeetings(page, site)));
  const empty = await serve(binary, "serve");
  const first = /first visit .*http:\/\/[^/]+(\/\S+)/.exec(empty.said())?.[1];
  assert(first, `no link for the first visit in ${empty.said()}`);
  const opening = { role: "visitor", route: "/premiere-visite/{token}", address: first, status: 200, site: empty };
  return { led, opening, end: () => empty.stop() };
}
