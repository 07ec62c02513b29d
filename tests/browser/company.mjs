// Several people at one site, each with a hand of their own, the mails they get, and time that goes on.

import { PASSWORD, assert, plain } from "./lib.mjs";
import { Keyboard } from "./hands.mjs";
import { linkUnder, mails } from "./mails.mjs";
import { axeFinds } from "./pages.mjs";

// Mail at once waits two minutes for other news; what is due is looked for every few seconds.
const A_MAIL = 150;

export class Company {
  // `people`: the addresses of those who sign in, by what the journey calls them.
  constructor(people, site, time, word) {
    Object.assign(this, { people, site, time, word });
    this.known = new Set(mails(site.mails).map((mail) => mail.name));
  }

  async signsIn(name) {
    const hand = this[name];
    await hand.opens("/connexion");
    await hand.types("#email", this.people[name]);
    await hand.types("#password", PASSWORD);
    await hand.sends("form[action='/connexion'] .button");
    assert(!hand.page.url().includes("/connexion"), `${name} could not sign in`);
  }

  // Much later: whoever left signs in again.
  async comesBack(name) {
    await this[name].page.context().clearCookies();
    await this.signsIn(name);
  }

  // Does something until it gives something, or too long has passed; time goes on meanwhile.
  async until(found, what, tries = 6) {
    for (let time = 0; time < tries; time += 1) {
      this.time.passes(A_MAIL);
      for (const end = Date.now() + 20_000; Date.now() < end;) {
        const one = await found();
        if (one) return one;
        await new Promise((resolve) => setTimeout(resolve, 150));
      }
    }
    throw new Error(what);
  }

  // The mail to somebody that says some words, new since this journey began; time goes on until it is there.
  mail(name, words) {
    return this.until(() => mails(this.site.mails, this.known).findLast((mail) =>
      mail.to.includes(this.people[name]) && plain(`${mail.subject} ${mail.text}`).includes(words)), `no mail to ${name} says “${words}”`);
  }

  // Follows the link of what a mail says.
  async opensMail(name, words, link) {
    const mail = await this.mail(name, words);
    const address = link ? link(mail) : linkUnder(mail, words);
    assert(address && mail.html.includes(address.split("?")[0]), `both parts lead to ${address}: ${mail.text}`);
    await this[name].opens(address);
    return mail;
  }
}

// Each person, and a visitor, with a context of their own; says how they end.
export async function gathers(company, browser, Hand, arrives = () => undefined, others = []) {
  const contexts = [];
  for (const name of [...Object.keys(company.people), ...others]) {
    const context = await browser.newContext({ ...Hand.options, locale: "fr-FR", viewport: { width: 1280, height: 900 } });
    context.setDefaultTimeout(15_000);
    contexts.push(context);
    company[name] = new Hand(await context.newPage(), company.site, arrives(name));
    if (!others.includes(name)) await company.signsIn(name);
  }
  return async () => { for (const context of contexts) await context.close(); };
}

// axe on each page, once for each who reads it, where scripts run.
export function looks(tally, [engine], Hand) {
  const looked = new Set();
  return (name) => async (page) => {
    const kind = `${name} ${new URL(page.url()).pathname.replace(/\/[0-9a-z]{9,}[^/]*/g, "/…")}`;
    if (Hand !== Keyboard || engine !== "sqlite" || looked.has(kind)) return;
    looked.add(kind);
    const found = await axeFinds(page);
    if (found.length === 0) tally.good();
    for (const problem of found) tally.bad(problem, kind);
  };
}
