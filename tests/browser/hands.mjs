// Two ways to use a page: the keyboard alone, and without JavaScript.

import { assert } from "./lib.mjs";

const MOST_TABS = 400;

class Hand {
  // `arrives` is told of each page that is reached.
  constructor(page, site, arrives = async () => {}) { this.page = page; this.site = site; this.arrives = arrives; }
  async opens(address) {
    const answer = await this.page.goto(address.startsWith("http") ? address : this.site.origin + address);
    assert(answer.ok(), `${address}: ${answer.status()}`);
    await this.arrives(this.page);
  }
  async shows(words) {
    const text = await this.page.locator("main").innerText();
    const squeezed = (one) => one.replace(/[\u00a0\u202f]/g, " ").replace(/’/g, "'").replace(/\s+/g, " ").toLowerCase();
    assert(squeezed(text).includes(squeezed(words)), `“${words}” is not on ${this.page.url()}: ${text.slice(0, 600)}`);
  }
  // Something that leads to another page.
  async leads(work) {
    const before = this.page.url();
    const loaded = this.page.waitForEvent("load", { timeout: 15_000 });
    await work();
    await loaded;
    await this.arrives(this.page);
    return before;
  }
}

// JavaScript runs, the mouse is never used: what cannot be reached by Tab does not exist.
export class Keyboard extends Hand {
  static title = "keyboard";
  static options = {};

  // Goes on with Tab to the element, or to any choice of its group: a group of radios is one stop.
  async reaches(selector) {
    const wanted = this.page.locator(selector).first();
    await wanted.waitFor({ state: "attached", timeout: 5_000 });
    const element = await wanted.elementHandle();
    const seen = [];
    for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
      const here = await element.evaluate((node) => {
        const active = document.activeElement;
        return node === active || (node.type === "radio" && active.type === "radio" && active.name === node.name);
      });
      if (here) {
        const visible = await this.page.evaluate(() => {
          const node = document.activeElement;
          // A picked choice or a summary may show its focus on what stands around it.
          const rings = (one) => {
            const style = getComputedStyle(one);
            return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== "none";
          };
          return node.matches(":focus-visible") && (rings(node) || (node.parentElement && rings(node.parentElement)));
        });
        assert(visible, `the focus does not show on ${selector} of ${this.page.url()}`);
        return element;
      }
      await this.page.keyboard.press("Tab");
      if (tabs < 6) seen.push(await this.page.evaluate(() => document.activeElement?.outerHTML.slice(0, 60)));
    }
    throw new Error(`Tab does not reach ${selector} on ${this.page.url()}; it goes ${seen.join(" | ")}`);
  }
  async follows(selector) {
    await this.reaches(selector);
    await this.leads(() => this.page.keyboard.press("Enter"));
  }
  async unfolds(selector) {
    await this.reaches(selector);
    await this.page.keyboard.press("Enter");
  }
  async types(selector, text) {
    await this.reaches(selector);
    await this.page.keyboard.press("Control+A");
    await this.page.keyboard.insertText(text);
  }
  // A date, or a date and an hour, one part after another: in which order they stand depends on the browser's language.
  async dates(selector, value) {
    const element = await this.reaches(selector);
    const [date, hour] = value.split("T"), [year, month, day] = date.split("-"), keys = this.page.keyboard;
    const [hours, minutes] = hour ? hour.split(":") : [];
    const half = hour && [String(((Number(hours) + 11) % 12) + 1).padStart(2, "0"), minutes, Number(hours) < 12 ? "A" : "P"];
    // A day that stands fast leaves its hour alone to be typed.
    const ways = [[[month, day, year], half], [[day, month, year], [hours, minutes]], ...(hour ? [[[], half], [[], [hours, minutes]]] : [])];
    const is = () => element.evaluate((input) => input.value);
    for (const [parts, clock] of ways) {
      if (await is() === value) return;
      for (let back = 0; back < 7; back += 1) await keys.press("ArrowLeft");
      for (const part of parts) await keys.type(part);
      if (hour) {
        // A year that is bounded has four figures: the last one leads on.
        if (parts.length > 0 && !(await element.getAttribute("max"))) await keys.press("ArrowRight");
        for (const part of clock) await keys.type(part);
      }
    }
    assert(await is() === value, `${selector} is ${await is()} rather than ${value}`);
  }
  async chooses(selector, value) {
    const element = await this.reaches(selector);
    const down = await element.evaluate((select, wanted) =>
      [...select.options].findIndex((option) => option.value === wanted), value);
    assert(down >= 0, `${selector} does not offer ${value}`);
    await this.page.keyboard.press("Home");
    for (let step = 0; step < down; step += 1) await this.page.keyboard.press("ArrowDown");
    assert(await element.evaluate((select) => select.value) === value, `${selector} could not be set to ${value}`);
  }
  async picks(selector) {
    const element = await this.reaches(selector);
    const picked = () => element.evaluate((node) => node.checked);
    if (!(await picked())) await this.page.keyboard.press("Space");
    for (let step = 0; step < 12 && !(await picked()); step += 1) await this.page.keyboard.press("ArrowDown");
    assert(await element.evaluate((node) => node.checked), `${selector} could not be picked`);
  }
  async attaches(selector, path) {
    // Nothing answers when the interception of choosers is armed: it is asked for before the way to
    // the field, or the key may be quicker.
    const chooser = this.page.waitForEvent("filechooser");
    chooser.catch(() => {});
    await this.reaches(selector);
    await this.page.keyboard.press("Enter");
    await (await chooser).setFiles(path);
  }
  async sends(selector) {
    await this.reaches(selector);
    await this.leads(() => this.page.keyboard.press("Enter"));
  }
}

// No script at all: links, fields and buttons of plain HTML.
export class NoScript extends Hand {
  static title = "no script";
  static options = { javaScriptEnabled: false };

  async follows(selector) { await this.leads(() => this.page.locator(selector).first().click()); }
  async unfolds(selector) { await this.page.locator(selector).first().click(); }
  async types(selector, text) { await this.page.locator(selector).first().fill(text); }
  async dates(selector, value) { await this.page.locator(selector).first().fill(value); }
  async chooses(selector, value) { await this.page.locator(selector).first().selectOption(value); }
  async picks(selector) { await this.page.locator(selector).first().check(); }
  async attaches(selector, path) { await this.page.locator(selector).first().setInputFiles(path); }
  async sends(selector) { await this.leads(() => this.page.locator(selector).first().click()); }
}
