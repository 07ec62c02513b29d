// One point dur from its report to the answers of the twelfth month: five people and a visitor work it out, make a
// sheet of it, try it, publish it, apply it, open the mails they get. By keyboard and without JavaScript, on each database.

import { Tally, assert, plain } from "./lib.mjs";
import { Company, gathers, looks } from "./company.mjs";
import { onEachEngine } from "./engines.mjs";
import { Keyboard, NoScript } from "./hands.mjs";

const DAY = 86_400;
const SEND = ".form-actions .button";

const PEOPLE = {
  camille: "membre@cercles.example", // reports
  nicolas: "animation@cercles.example", // animates
  ana: "expert@cercles.example", // leads
  yann: "yann.guillerm@cercles.example", // the second expert
  olivier: "olivier.sarrazin@cercles.example", // of an establishment new to the subject
};

class Road extends Company {
  constructor(site, time, word) {
    super(PEOPLE, site, time, word);
    this.title = `Des bracelets illisibles au bloc (${word})`;
  }
  // Takes a step of the point dur, by its form.
  async steps(name, end, fills = async () => {}) {
    const hand = this[name];
    await hand.follows(`#actes a[href$='/${end}']`);
    await fills(hand);
    await hand.sends(`form[action$='/${end}'] ${SEND}`);
  }
  async stands(name, state) {
    await this[name].opens(this.point);
    const found = await this[name].page.getAttribute(".ticket", "data-state");
    assert(found === state, `${found} rather than ${state}`);
  }
}

async function isReported(road) {
  const { camille } = road;
  await camille.opens("/points-durs");
  await camille.follows("main a[href='/points-durs/nouveau']");
  await camille.types("#title", road.title);
  await camille.types("#difficulty", "Le lecteur du bloc **refuse** les bracelets imprimés la nuit.");
  await camille.sends(`form[action='/points-durs/nouveau'] ${SEND}`);
  await camille.shows("Votre point dur est signalé");
  road.point = new URL(camille.page.url()).pathname;
}

async function isQualifiedAndTakenUp(road) {
  const { nicolas, ana } = road;
  await nicolas.opens(road.point);
  await road.steps("nicolas", "qualification", (hand) => hand.picks("#severity-high"));
  await nicolas.follows("main a[href$='/appels']");
  await nicolas.picks(".choice:has(label:text('Ana Ferreira')) input");
  await nicolas.sends(`form[action$='/appels'] ${SEND}`);
  await nicolas.shows("Ana Ferreira");
  await road.opensMail("ana", "vous appelle sur le point dur");
  await ana.shows(road.title);
  if (!ana.page.url().includes("/appels")) await ana.follows("a[href$='/appels/reponse']");
  await ana.picks("#answer-takes_up");
  await ana.sends(`form[action$='/appels/reponse'] ${SEND}`);
  await road.stands("camille", "taken_up");
}

async function isAskedAboutAndTalkedOver(road) {
  const { ana, camille, yann } = road;
  await ana.opens(road.point);
  await road.steps("ana", "precisions", (hand) => hand.types("#reason", "Quelle imprimante, et depuis quand ?"));
  await road.opensMail("camille", "Des précisions sont demandées sur le point dur");
  await camille.shows("Quelle imprimante, et depuis quand ?");
  await road.steps("camille", "reponse", (hand) => hand.types("#reason", "Celle des urgences, depuis mars."));
  await ana.opens(road.point);
  await ana.shows("Celle des urgences, depuis mars.");
  await ana.follows("#actes a[href$='/salle']");
  await ana.types("#body", "Bonjour @Yann Guillerm, avez-vous déjà vu cela ?");
  await ana.sends(`form[action$='/salle'] ${SEND}`);
  const room = new URL(ana.page.url()).pathname;
  await road.opensMail("yann", "vous mentionne dans « Salle des experts");
  await yann.types("#body", "Oui : le code est trop dense pour leur support.");
  await yann.sends(`form[action$='/messages'] ${SEND}`);
  await yann.shows("trop dense pour leur support");
  const closed = await camille.page.goto(road.site.origin + room);
  assert(closed.status() === 404, `the reporter reads the experts' room: ${closed.status()}`);
}

async function isSolved(road) {
  const { ana, camille } = road;
  await ana.opens(road.point);
  await road.steps("ana", "solution", (hand) => hand.types("#body", "Passer à un code **en deux dimensions**, imprimé deux fois."));
  await road.opensMail("camille", "Une solution est proposée pour le point dur");
  await camille.shows("en deux dimensions");
  await road.steps("camille", "confirmation");
  await road.stands("ana", "resolved");
}

async function becomesASheet(road) {
  const { ana, nicolas } = road;
  await ana.follows("main a[href^='/fiches/nouvelle?point=']");
  assert(await ana.page.inputValue("#solution") === "Passer à un code **en deux dimensions**, imprimé deux fois.", "the solution is not taken over");
  await ana.types("#steps", "1. Choisir le support\n2. Régler l'imprimante");
  await ana.picks("#audience-public");
  await ana.sends(`form[action='/fiches/nouvelle'] ${SEND}`);
  await ana.shows("La fiche est commencée");
  road.sheet = new URL(ana.page.url()).pathname;
  await road.stands("nicolas", "formalised");
  await nicolas.follows(".point-sheet a");
  await nicolas.follows("a[href$='/modifier']");
  await nicolas.types("#conditions", "Un référent au bloc, une heure par service.");
  await nicolas.types("#note", "Les conditions de réussite");
  await nicolas.sends(`form[action$='/modifier'] ${SEND}`);
  await nicolas.shows("Un référent au bloc");
}

async function isReviewedAndTried(road) {
  const { ana, yann, olivier } = road;
  await ana.opens(road.sheet);
  const second = await ana.page.locator("#submit-member option", { hasText: "Yann Guillerm" }).getAttribute("value");
  await ana.chooses("#submit-member", second);
  await ana.sends(`form[action$='/relecture'] ${SEND}`);
  await road.opensMail("yann", "vous demande de relire une fiche pratique");
  await yann.shows("Un référent au bloc");
  await yann.sends(`form[action$='/relecture/accord'] ${SEND}`);
  await ana.opens(road.sheet);
  await ana.types("#try_out-with", "Olivier Sarrazin");
  await ana.sends(`form[action$='/essais'] ${SEND}`);
  await road.stands("camille", "in_trial");
  await road.opensMail("olivier", "vous demande d'essayer une fiche pratique");
  await olivier.picks("#verdict-stumbled");
  await olivier.types("#answer-stumbles", "« Support » : lequel ?");
  await olivier.sends(`form[action$='/essais/reponse'] ${SEND}`);
  await olivier.shows("Votre réponse est transmise");
}

async function isPublished(road) {
  const { ana, yann, camille, olivier } = road;
  await road.opensMail("ana", "Olivier Sarrazin a répondu à l'essai");
  await ana.shows("« Support » : lequel ?");
  await ana.follows("a[href$='/modifier']");
  await ana.types("#steps", "1. Choisir un bracelet **plastifié**\n2. Régler l'imprimante\n3. Vérifier au bloc");
  await ana.types("#note", "Le support est nommé");
  await ana.sends(`form[action$='/modifier'] ${SEND}`);
  await road.opensMail("yann", "a changé une fiche pratique que vous aviez relue");
  await yann.shows("plastifié");
  await yann.sends(`form[action$='/relecture/accord'] ${SEND}`);
  await ana.opens(road.sheet);
  await ana.sends(`form[action$='/publication'] ${SEND}`);
  await ana.shows("La fiche est publiée");
  road.address = new URL(ana.page.url()).pathname;
  await road.stands("camille", "diffused");
  await camille.follows(".point-sheet a");
  await camille.shows("Née du point dur");
  await olivier.opens(road.address);
  await olivier.shows("Édition 1");
}

async function isSpokenOf(road) {
  const { ana, visitor } = road, words = `L'imprimante refuse le format (${road.word}).`;
  await visitor.opens("/fiches");
  await visitor.follows(`main a[href='${road.address}']`);
  await visitor.picks("#kind-stuck");
  await visitor.types("#body", words);
  await visitor.types("#signed", "CH de Beauvallon");
  await visitor.sends(`form[action$='/retours'] ${SEND}`);
  await visitor.shows("Une personne experte lira votre retour");
  await visitor.opens(road.address);
  assert(!(await visitor.page.locator("main").innerText()).includes(words), "words nobody read are shown");
  await road.opensMail("ana", "Un retour d'une personne sans compte attend");
  await ana.shows(words);
  await ana.sends("form[action$='/affichage'] button");
  await visitor.opens(road.address);
  await visitor.shows(words);
  await visitor.shows("CH de Beauvallon (sans compte)");
}

async function isApplied(road) {
  for (const name of Object.keys(PEOPLE)) {
    await road[name].opens(road.address);
    await road[name].sends("form[action$='/application'] .button");
    await road[name].shows("Vous avez dit que vous l'appliquez");
  }
  await road.visitor.opens(road.address);
  await road.visitor.shows("5 établissements ou équipes disent l'appliquer");
  await road.visitor.shows("Trop peu de réponses");
}

// Where it serves, as anybody reads it.
async function sheetSays(road) {
  await road.visitor.opens(road.address);
  return plain(await road.visitor.page.locator("#diffusion").innerText());
}

// Opens the link of an answer, where nobody is signed in: looking changes nothing, sending it does.
async function answers(road, name, ago, answer) {
  const hand = road[name], mail = await road.mail(name, ago), before = await sheetSays(road);
  assert(plain(mail.subject).startsWith("Toujours en place ?"), mail.subject);
  const link = mail.text.match(/http:\S+\/en-place\/\S+/g)?.find((one) => one.endsWith(`?reponse=${answer}`));
  assert(link && mail.html.includes(link), `no link for ${answer}: ${mail.text}`);
  await hand.page.context().clearCookies();
  await hand.opens(link);
  assert(await hand.page.isChecked(`#answer-${answer}`), "the answer of the link is not chosen");
  assert(await sheetSays(road) === before, "looking at a link answers");
  await hand.sends(`form[action*='/en-place/'] ${SEND}`);
  await hand.shows("Merci de votre réponse");
}

// So many days later everybody is asked; what one says besides, the others keep.
async function isAskedAfter(road, days, ago, [answer, besides = answer], told) {
  road.time.passes(days * DAY);
  for (const name of Object.keys(PEOPLE)) await answers(road, name, ago, name === "olivier" ? besides : answer);
  const says = await sheetSays(road);
  for (const words of told) assert(says.includes(words), `“${words}” is not told: ${says}`);
}

const CHAPTERS = [
  isReported, isQualifiedAndTakenUp, isAskedAboutAndTalkedOver, isSolved, becomesASheet, isReviewedAndTried, isPublished,
  isSpokenOf, isApplied,
  async function isInPlaceAfterThreeMonths(road) {
    await isAskedAfter(road, 93, "Il y a trois mois", ["in_place"], ["5 réponses", "5 toujours en place"]);
  },
  async function isAdaptedAfterSix(road) {
    await isAskedAfter(road, 92, "Il y a six mois", ["adapted"], ["5 réponses", "5 en place, adaptée"]);
  },
  // Fewer than five are nobody's to recognise.
  async function isGivenUpByOneAfterTwelve(road) {
    await isAskedAfter(road, 184, "Il y a un an", ["in_place", "dropped"], ["5 réponses", "5 autres réponses, regroupées"]);
  },
];

// Everybody on one site, by one way to use a page; a chapter needs those before it.
export async function everyChapter(browser, town, Hand, tally, arrives = looks(tally, town, Hand)) {
  const [engine, site, time] = town;
  const road = new Road(site, time, `${engine} ${Hand.title}`);
  let leave = async () => {};
  try {
    leave = await gathers(road, browser, Hand, arrives, ["visitor"]);
    for (const chapter of CHAPTERS) {
      let done = false;
      await tally.check(`${chapter.name}, ${engine}, ${Hand.title}`, async () => {
        await chapter(road);
        done = true;
      });
      if (!done) break;
    }
  } finally {
    await leave();
  }
}

export async function everyRoad(browser, binary) {
  const tally = new Tally("road");
  await onEachEngine(binary, async (...town) => {
    for (const Hand of [Keyboard, NoScript]) await everyChapter(browser, town, Hand, tally);
  });
  tally.end();
  return tally;
}
