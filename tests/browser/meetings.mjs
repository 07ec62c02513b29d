// Meetings as people live them: an animator plans a year of them, a large one is run from its plan to what was thought of
// it, somebody comes from La Réunion. By keyboard and without JavaScript, on each database.

import ICAL from "ical.js";
import { Tally, assert, plain } from "./lib.mjs";
import { Company, gathers, looks } from "./company.mjs";
import { onEachEngine } from "./engines.mjs";
import { Keyboard, NoScript } from "./hands.mjs";
import { mails } from "./mails.mjs";

const DAY = 86_400, HOUR = 3_600;
const SEND = ".form-actions .button";
const PEOPLE = {
  nicolas: "animation@cercles.example", // animates
  ana: "expert@cercles.example", // reviews
  camille: "membre@cercles.example", // comes
  maelle: "pair@cercles.example", // gives her seat back
  olivier: "olivier.sarrazin@cercles.example", // waits for one
};
const FAR = { nicolas: "animation@cercles.example", jean: "jean-hugues.payet@cercles.example" };

const pathOf = (hand) => new URL(hand.page.url()).pathname;
const local = (date, hour) => `${date.toISOString().slice(0, 10)}T${hour}`;

// A day so many days after the server's today; a weekday on request.
function day(company, days) {
  return new Date(Date.now() + (company.time.ahead + days * DAY) * 1000);
}
function secondThursday(after) {
  const found = new Date(Date.UTC(after.getUTCFullYear(), after.getUTCMonth() + 1, 8));
  while (found.getUTCDay() !== 4) found.setUTCDate(found.getUTCDate() + 1);
  return found;
}
// Until the server's clock says a moment.
function waitsUntil(company, moment) {
  const ahead = Math.ceil((moment.getTime() - Date.now()) / 1000) - company.time.ahead;
  if (ahead > 0) company.time.passes(ahead);
}

// What every form of a meeting says.
async function describes(hand, { title, circle, about, starts, ends }) {
  await hand.chooses("#theme", "numerique-en-sante");
  await hand.picks(`#circle-${circle}`);
  await hand.types("#title", title);
  await hand.types("#description", about);
  await hand.dates("#starts", starts);
  await hand.dates("#ends", ends);
}

async function announces(hand) {
  await hand.sends(`form[action$='/annonce'] ${SEND}`);
  await hand.shows("La rencontre est annoncée");
}

// ---- A year of meetings ----

async function plansAYear(company) {
  const { nicolas } = company, first = secondThursday(day(company, 21));
  company.title = `Experts du numérique, chaque mois (${company.word})`;
  await nicolas.opens("/rencontres");
  await nicolas.opens("/rencontres/series/nouvelle");
  await describes(nicolas, {
    title: company.title, circle: "expert", about: "Les points durs **en attente**, puis un sujet de fond.",
    starts: local(first, "13:00"), ends: local(first, "14:30"),
  });
  await nicolas.picks("#every");
  await nicolas.types("#count", "12");
  await nicolas.types("#address", "Agence d'appui, Paris");
  await nicolas.picks("#remote");
  await nicolas.types("#remote_link", "https://visio.cercles.example/experts");
  await nicolas.sends(`form[action='/rencontres/series/nouvelle'] ${SEND}`);
  await nicolas.shows("La série est en préparation");
  company.series = pathOf(nicolas);
  assert(await nicolas.page.locator("main .threads > li").count() === 12, "a year is not twelve meetings");
  company.first = first;
}

async function announcesTwo(company) {
  const { nicolas } = company;
  for (const turn of [1, 2]) {
    await nicolas.opens(company.series);
    await nicolas.follows(`main .threads > li:nth-child(${turn}) a`);
    await announces(nicolas);
    company[`meeting${turn}`] = pathOf(nicolas);
  }
  const mail = await company.mail("ana", `Invitation : ${company.title}`);
  assert(plain(mail.text).includes("13 h à 14 h 30 (heure de Paris)"), mail.text);
}

async function movesOne(company) {
  const { nicolas, ana } = company, later = new Date(company.first.getTime() + 5 * DAY * 1000);
  await nicolas.opens(company.meeting1);
  await nicolas.follows("#preparation a[href$='/modifier']");
  await nicolas.dates("#starts", local(later, "14:00"));
  await nicolas.dates("#ends", local(later, "15:30"));
  await nicolas.sends(`form[action$='/modifier'] ${SEND}`);
  assert(await nicolas.page.locator(".error-summary").count() === 1, "a move without a reason is taken");
  assert(await nicolas.page.inputValue("#starts") === local(later, "14:00"), "what was typed is lost");
  await nicolas.types("#reason", "Huit d'entre nous sont au séminaire des directions.");
  await nicolas.sends(`form[action$='/modifier'] ${SEND}`);
  await nicolas.shows("Huit d'entre nous sont au séminaire");
  const mail = await company.mail("ana", `Nouvelle date ou nouveau lieu : ${company.title}`);
  assert(plain(mail.text).includes("14 h à 15 h 30 (heure de Paris)"), mail.text);
  await ana.opens(company.series);
  await ana.shows("14 h à 15 h 30");
  assert(await ana.page.locator("main .threads > li", { hasText: /13\sh/ }).count() === 11, "others moved too");
  await ana.opens("/rencontres");
  await ana.shows(company.title);
}

async function announcesTheOthersAtOnce(company) {
  const { nicolas, ana } = company;
  await nicolas.opens(company.series);
  await nicolas.sends(`form[action$='/annonce'] ${SEND}`);
  await nicolas.shows("La série est annoncée");
  const dates = (mail) => (mail.text.match(/^- .*13/gm) ?? []).length;
  await company.until(() => mails(company.site.mails, company.known).some((mail) =>
    mail.to.includes(company.people.ana) && dates(mail) >= 9), "no mail holds the other dates");
  await ana.opens(company.series);
  await ana.shows("13 h");
  assert(await ana.page.locator("main .threads > li", { hasText: /annoncée/i }).count() === 12, "some are not announced");
}

// ---- A date that is asked about ----

async function findsHours(company) {
  const { nicolas } = company;
  company.title = `Relire trois fiches (${company.word})`;
  await nicolas.opens("/rencontres/nouvelle");
  await nicolas.chooses("#theme", "numerique-en-sante");
  await nicolas.picks("#circle-expert");
  await nicolas.types("#title", company.title);
  await nicolas.types("#description", "Une heure, trois fiches.");
  await nicolas.types("#address", "Agence d'appui, Paris");
  await nicolas.picks("#remote");
  await nicolas.sends(`form[action='/rencontres/nouvelle'] ${SEND}`);
  company.meeting = pathOf(nicolas);
  await nicolas.follows("#preparation a[href$='/dates']");
  await nicolas.shows("à leurs heures de travail");
  company.dates = pathOf(nicolas);
  const found = await nicolas.page.locator("input[name^='found-']").evaluateAll((all) => all.map((one) => `[id="${one.id}"]`));
  assert(found.length > 2, "no hour suits");
  for (const one of found.slice(0, 2)) await nicolas.picks(one);
  await nicolas.sends(`form[action$='/dates'][method='post'] ${SEND}`);
  await nicolas.shows("Personne n'a encore répondu");
}

async function saysWhichSuits(company) {
  const { ana } = company;
  await ana.opens("/rencontres");
  await ana.follows(`main .threads a:has-text('${company.title}')`);
  await ana.follows("main a[href$='/dates']");
  const fields = await ana.page.locator("#reply input[value=yes]").evaluateAll((all) => all.map((one) => one.id));
  assert(fields.length === 2, `${fields.length} dates`);
  await ana.sends(`#reply ${SEND}`);
  await ana.shows("Répondez au moins pour une date");
  await ana.picks(`[id="${fields[0].replace(/-yes$/, "-no")}"]`);
  await ana.picks(`[id="${fields[1]}"]`);
  await ana.sends(`#reply ${SEND}`);
  await ana.shows("1 personne a répondu");
  assert(await ana.page.isChecked(`[id="${fields[1]}"]`), "the answer is not kept");
}

async function keepsTheDate(company) {
  const { nicolas } = company;
  await nicolas.opens(company.dates);
  await nicolas.shows("Ana Ferreira");
  await nicolas.sends(".slots li:has(.tag) form[action$='/choix'] button");
  await nicolas.shows("annoncée");
  await company.mail("ana", `Invitation : ${company.title}`);
}

async function answersForSomebody(company) {
  const { nicolas, ana } = company;
  await nicolas.opens(company.meeting);
  await nicolas.follows("main a[href$='/inscriptions']");
  await nicolas.types("#person", "Ana Ferreira");
  await nicolas.picks("#said-remote");
  await nicolas.sends(`form[action$='/inscriptions/reponse'] ${SEND}`);
  await nicolas.shows("La réponse est enregistrée");
  await ana.opens(company.meeting);
  await ana.shows("place confirmée");
}

// ---- The annual meeting ----

async function plansTheAnnualMeeting(company) {
  const { nicolas } = company, date = day(company, 40);
  company.title = `Rencontres annuelles (${company.word})`;
  company.starts = new Date(`${local(date, "08:30")}:00Z`);
  await nicolas.opens("/rencontres/nouvelle");
  await describes(nicolas, {
    title: company.title, circle: "community", about: "Une journée pour **toute** la communauté.",
    starts: local(date, "09:30"), ends: local(date, "17:00"),
  });
  await nicolas.types("#address", "Cité des congrès, Garonval");
  await nicolas.types("#site_capacity", "2");
  await nicolas.picks("#large");
  await nicolas.sends(`form[action='/rencontres/nouvelle'] ${SEND}`);
  await nicolas.shows("La rencontre est en préparation");
  company.meeting = pathOf(nicolas);
  company.date = date;
}

async function writesTheProgramme(company) {
  const { nicolas } = company, at = (hour) => local(company.date, hour);
  for (const [title, hour, seats, speaker] of [
    ["Un an de points durs", "09:30", "", "Ana Ferreira"], ["Atelier identité", "11:00", "2", "Adrien Millet"], ["Atelier astreinte", "11:00", "2", "Claire Montégut"],
  ]) {
    await nicolas.opens(`${company.meeting}/programme/nouvelle`.replace(/-[^/]*\/programme/, "/programme"));
    await nicolas.types("#title", title);
    await nicolas.dates("#starts", at(hour));
    await nicolas.types("#minutes", "75");
    await nicolas.types("#room", "Auditorium");
    await nicolas.types("#speakers", speaker);
    if (seats) {
      await nicolas.picks("#signs_up");
      await nicolas.types("#capacity", seats);
    }
    await nicolas.sends(`form[action$='/programme/nouvelle'] ${SEND}`);
    await nicolas.shows("La session est ajoutée au programme");
  }
  company.programme = pathOf(nicolas);
  await nicolas.opens(company.meeting);
  await announces(nicolas);
  company.meeting = pathOf(nicolas);
}

async function callsForContributions(company) {
  const { nicolas, camille, ana } = company;
  const contributions = company.programme.replace(/\/programme$/, "/contributions");
  await nicolas.opens(contributions);
  await nicolas.dates("#until", day(company, 20).toISOString().slice(0, 10));
  await nicolas.sends("form[action$='/contributions/appel'] .button");
  await nicolas.shows("L'appel à contributions est ouvert");
  await camille.opens(company.meeting);
  await camille.follows("main a[href$='/contributions']");
  await camille.types("#title", "Onze minutes par relève");
  await camille.types("#body", "Nous avons **compté** les feuilles que personne ne lisait.");
  await camille.sends("form[action$='/contributions'] .button[type=submit]:not([name]), form[action$='/contributions'] .form-actions .button:not(.button-quiet)");
  await camille.shows("Votre proposition est envoyée");
  await camille.follows("main a[href$='/modifier']");
  await camille.types("#title", "Onze minutes rendues par relève");
  await camille.sends("form[action$='/modifier'] .form-actions .button:not(.button-quiet)");
  await camille.shows("Votre proposition est enregistrée");
  await ana.opens(contributions);
  await ana.follows("main .threads a:has-text('Onze minutes rendues par relève')");
  const session = await ana.page.locator("#session option", { hasText: "Un an de points durs" }).getAttribute("value");
  await ana.chooses("#session", session);
  await ana.sends(`form[action$='/accord'] ${SEND}`);
  await ana.shows("La contribution est retenue");
  await camille.opens(company.programme);
  await camille.shows("Onze minutes rendues par relève");
}

async function registers(company, name) {
  const hand = company[name];
  await hand.opens(company.meeting);
  await hand.picks("#answer-site");
  await hand.sends(`form[action$='/inscription'] ${SEND}`);
}

async function fillsUp(company) {
  const { camille, maelle, olivier } = company;
  for (const name of ["camille", "maelle"]) {
    await registers(company, name);
    await company[name].shows("votre place est confirmée");
  }
  await registers(company, "olivier");
  await olivier.shows("Vous êtes en liste d'attente");
  await olivier.shows("en liste d'attente");
  await camille.opens(company.programme);
  await camille.sends("main li.session:has-text('Atelier identité') form[action$='/inscription'] button");
  await camille.shows("inscrit(e) à la session");
  await maelle.opens(company.meeting);
  await maelle.unfolds(".registration details.more > summary");
  await maelle.picks("#answer-no");
  await maelle.sends(`#answer-form ${SEND}`);
  await maelle.shows("C'est noté : vous ne venez pas");
}

async function takesTheSeatThatCameFree(company) {
  const { olivier } = company;
  await company.mail("olivier", "Une place s'est libérée à la rencontre");
  await olivier.opens(company.meeting);
  await olivier.shows("place proposée");
  await olivier.sends("form[action$='/inscription']:has(input[name=answer][type=hidden]) .button");
  await olivier.shows("votre place est confirmée");
}

async function saysWhoIsThere(company) {
  const { nicolas, camille } = company;
  waitsUntil(company, new Date(company.starts.getTime() - 600_000));
  for (const name of ["nicolas", "camille", "olivier"]) await company.comesBack(name);
  await nicolas.opens(company.meeting);
  await nicolas.follows("main a[href$='/presences']");
  await nicolas.sends(`form[action$='/presences/code'] ${SEND}`);
  const code = await nicolas.page.locator(".screen-code").innerText();
  await camille.opens(company.meeting);
  await camille.types("#code", "000 00");
  await camille.sends(`form[action$='/presence'] ${SEND}`);
  assert(await camille.page.locator(".error-summary").count() === 1, "another code is taken");
  await camille.types("#code", code);
  await camille.sends(`form[action$='/presence'] ${SEND}`);
  await camille.shows("Votre présence est notée");
  await nicolas.opens(`${company.programme.replace(/\/programme$/, "")}/presences`);
  await nicolas.chooses("tr:has-text('Sarrazin') select", "present");
  await nicolas.sends(`form[action$='/presences'] ${SEND}`);
  await nicolas.shows("Les présences sont enregistrées");
}

async function writesMinutes(company) {
  const { nicolas, camille } = company, root = company.programme.replace(/\/programme$/, "");
  waitsUntil(company, new Date(company.starts.getTime() + 9 * HOUR * 1000));
  for (const name of ["nicolas", "camille"]) await company.comesBack(name);
  await company.until(async () => {
    const page = nicolas.page;
    await page.goto(company.site.origin + company.meeting);
    return (await page.locator("main .thread-line").innerText()).toLowerCase().includes("tenue");
  }, "the clock does not hold the meeting");
  await nicolas.opens(`${root}/compte-rendu`);
  await nicolas.follows("main a[href$='/compte-rendu/modifier']");
  await nicolas.types("#body", "## Ce que nous emportons\n\nDeux feuilles par relève, **pas quatorze**.");
  await nicolas.sends("form[action$='/modifier'] .form-actions .button:not(.button-quiet)");
  await nicolas.shows("Le compte rendu est enregistré");
  for (const [kind, title, who] of [["decision", "Compter avant de changer", ""], ["action", "Partager la liste des deux feuilles", "Camille Bertin"]]) {
    await nicolas.picks(`#kind-${kind}`);
    await nicolas.types("#title", title);
    if (who) await nicolas.types("#member", who);
    await nicolas.sends(`form[action$='/actions'] ${SEND}`);
    await nicolas.shows(title);
  }
  await nicolas.sends(`form[action$='/publication'] ${SEND}`);
  await nicolas.shows("Le compte rendu est publié");
  await camille.opens("/rencontres/actions");
  await camille.sends("main li:has-text('deux feuilles') form button");
  await camille.opens(`${root}/compte-rendu`);
  await camille.shows("pas quatorze");
  await camille.shows("Compter avant de changer");
}

async function saysWhatTheyThought(company) {
  const { camille, nicolas } = company, root = company.programme.replace(/\/programme$/, "");
  await camille.opens(company.meeting);
  await camille.follows("main a[href$='/satisfaction']");
  await camille.picks("#score-9");
  await camille.types("#words", "Les échecs racontés sans fard.");
  await camille.sends(`form[action$='/satisfaction'] ${SEND}`);
  await camille.shows("votre réponse est enregistrée");
  await nicolas.opens(`${root}/satisfaction`);
  await nicolas.shows("9,0");
  await camille.opens(company.meeting);
  await camille.follows("main a[href*='/attestation/']");
  await camille.shows("Camille Bertin");
}

// ---- From La Réunion ----

async function isAskedFromFarAway(company) {
  const { nicolas, jean } = company, date = day(company, 30);
  company.title = `Soigner loin (${company.word})`;
  await nicolas.opens("/rencontres/nouvelle");
  await describes(nicolas, {
    title: company.title, circle: "expert", about: "Îles, vallées, fleuves.",
    starts: local(date, "13:00"), ends: local(date, "14:30"),
  });
  await nicolas.types("#address", "Agence d'appui, Paris");
  await nicolas.picks("#remote");
  await nicolas.types("#remote_link", "https://visio.cercles.example/loin");
  await nicolas.sends(`form[action='/rencontres/nouvelle'] ${SEND}`);
  await announces(nicolas);
  company.meeting = pathOf(nicolas);
  // The instant of 13 h in Paris that day.
  const hours = Number(new Intl.DateTimeFormat("en", { timeZone: "Europe/Paris", hour: "numeric", hour12: false }).format(new Date(`${local(date, "12:00")}:00Z`)));
  company.starts = new Date(new Date(`${local(date, "13:00")}:00Z`).getTime() - (hours - 12) * HOUR * 1000);
  const mail = await company.mail("jean", `Invitation : ${company.title}`);
  const there = new Intl.DateTimeFormat("en", { timeZone: "Indian/Reunion", hour: "numeric", hour12: false }).format(company.starts);
  assert(plain(mail.text).includes("13 h à 14 h 30 (heure de Paris)"), mail.text);
  assert(plain(mail.text).includes(`de ${there} h à`) && plain(mail.text).includes("(à votre heure)"), mail.text);
  await jean.opens(company.meeting);
  await jean.shows(`${there} h`);
  await jean.shows("heure locale");
  await jean.shows("13 h à 14 h 30");
}

// The links of the invitation answer, where nobody is signed in: looking changes nothing, sending it does.
async function answersFromTheMail(company) {
  const { jean, nicolas } = company;
  const mail = await company.mail("jean", `Invitation : ${company.title}`);
  const link = mail.text.match(/http:\S+\/venir\/\S+/g)?.find((one) => one.endsWith("?reponse=remote"));
  assert(link && mail.html.includes("/venir/"), `no link answers: ${mail.text}`);
  await jean.page.context().clearCookies();
  await jean.opens(link);
  await jean.shows(company.title);
  assert(await jean.page.isChecked("#answer-remote"), "the answer of the link is not chosen");
  await jean.sends(`form[action*='/venir/'] ${SEND}`);
  await jean.shows("place confirmée");
  await nicolas.opens(company.meeting);
  await nicolas.follows("main a[href$='/inscriptions']");
  await nicolas.shows("Jean-Hugues Payet");
}

async function readsItInTheirCalendar(company) {
  const { jean } = company;
  await company.comesBack("jean");
  await jean.opens(company.meeting);
  await jean.shows("place confirmée");
  const file = await jean.page.locator("main a[href$='/agenda.ics']").getAttribute("href");
  const answer = await jean.page.request.get(company.site.origin + file);
  assert(answer.ok() && answer.headers()["content-type"].startsWith("text/calendar"), `${answer.status()}`);
  const calendar = new ICAL.Component(ICAL.parse(await answer.text()));
  ICAL.TimezoneService.reset();
  for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
  const event = new ICAL.Event(calendar.getFirstSubcomponent("vevent"));
  assert(event.summary === company.title, event.summary);
  assert(event.startDate.zone.tzid === "Europe/Paris", event.startDate.zone.tzid);
  assert(event.startDate.toUnixTime() * 1000 === company.starts.getTime(), `${event.startDate} is not ${company.starts.toISOString()}`);
  assert(JSON.stringify(calendar).includes("https://visio.cercles.example/loin"), "who is registered has no link in their calendar");
}

const JOURNEYS = [
  ["a year", PEOPLE, [plansAYear, announcesTwo, movesOne, announcesTheOthersAtOnce]],
  ["a date", { nicolas: PEOPLE.nicolas, ana: PEOPLE.ana }, [
    findsHours, saysWhichSuits, keepsTheDate, answersForSomebody,
  ]],
  ["the annual meeting", PEOPLE, [
    plansTheAnnualMeeting, writesTheProgramme, callsForContributions, fillsUp, takesTheSeatThatCameFree, saysWhoIsThere,
    writesMinutes, saysWhatTheyThought,
  ]],
  ["from La Réunion", FAR, [isAskedFromFarAway, answersFromTheMail, readsItInTheirCalendar]],
];

async function goes(browser, town, Hand, tally, [title, people, chapters]) {
  const [engine, site, time] = town, start = Date.now();
  const company = new Company(people, site, time, `${engine} ${Hand.title}`);
  let leave = async () => {};
  try {
    leave = await gathers(company, browser, Hand, looks(tally, town, Hand));
    for (const chapter of chapters) {
      let done = false;
      await tally.check(`${title}, ${chapter.name}, ${engine}, ${Hand.title}`, async () => {
        await chapter(company);
        done = true;
      });
      if (!done) break;
    }
  } finally {
    await leave();
  }
  console.log(`meetings: ${title}, ${engine}, ${Hand.title}: ${((Date.now() - start) / 1000).toFixed(1)} s`);
}

export async function everyMeeting(browser, binary) {
  const tally = new Tally("meetings");
  await onEachEngine(binary, async (...town) => {
    for (const Hand of [Keyboard, NoScript]) {
      for (const journey of JOURNEYS) await goes(browser, town, Hand, tally, journey);
    }
  });
  tally.end();
  return tally;
}
