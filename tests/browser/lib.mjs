// What the browser tests share: the binary in demo mode, Chromium, signing in, counting.

import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

export const HERE = dirname(fileURLToPath(import.meta.url));
export const ROOT = join(HERE, "../..");
export const PASSWORD = "compagnonnage-demo";
export const ROLES = ["visitor", "membre", "pair", "expert", "animation", "admin"];

// As root Chromium needs --no-sandbox; nothing outside this machine is ever reached.
const FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"];

export function launch() {
  return chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: FLAGS });
}

// Starts a command of the binary on a folder of its own; rate limits are lifted unless told otherwise.
export async function serve(binary, command = "demo", settings = {}) {
  const folder = mkdtempSync(join(tmpdir(), "cercles-browser-"));
  const child = spawn(binary, [command, "--data", folder, "--listen", "127.0.0.1:0", "--admin-listen", "127.0.0.1:0"], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { PATH: process.env.PATH, CERCLES_LIMITS__SCALE: "0", ...settings },
  });
  let said = "", log = "";
  child.stderr.on("data", (part) => { log += part; });
  const origin = await new Promise((resolve, reject) => {
    child.stdout.on("data", (part) => {
      said += part;
      const found = /^listening on (http:\S+)/m.exec(said);
      if (found) resolve(found[1]);
    });
    child.on("exit", (code) => reject(new Error(`${command} ended with ${code}: ${log}`)));
  });
  return {
    origin, folder, mails: join(folder, "mail"),
    said: () => said,
    log: () => log,
    async stop() {
      const ended = new Promise((resolve) => child.on("exit", resolve));
      child.kill("SIGTERM");
      setTimeout(() => child.kill("SIGKILL"), 20_000).unref();
      const code = await ended;
      rmSync(folder, { recursive: true, force: true });
      return code;
    },
  };
}

// Signs in through the page, once a role; the cookies are kept for the other contexts.
const states = new Map();
export async function stateOf(browser, site, role) {
  if (role === "visitor") return undefined;
  const key = `${site.origin} ${role}`;
  if (!states.has(key)) {
    const context = await browser.newContext({ locale: "fr-FR" });
    const page = await context.newPage();
    await signIn(page, site, role);
    states.set(key, await context.storageState());
    await context.close();
  }
  return states.get(key);
}

export async function signIn(page, site, role) {
  await page.goto(`${site.origin}/connexion`);
  await page.fill("input[name=email]", `${role}@cercles.example`);
  await page.fill("input[name=password]", PASSWORD);
  await page.click("form[action='/connexion'] .button");
  await page.waitForURL((url) => url.pathname !== "/connexion", { timeout: 10_000 });
}

// The GET routes of the application, as src/routes.rs declares them, each as a pattern on addresses.
export function routes() {
  const source = readFileSync(join(ROOT, "src/routes.rs"), "utf8");
  const rows = [...source.matchAll(/^\s+"(\/[^"]*)"\s*\{([^}]*)\}/gm)];
  return rows.filter(([, , handlers]) => /\bGET\b/.test(handlers)).map(([, path]) => ({
    path,
    fixed: !path.includes("{"),
    pattern: new RegExp(`^${path.replace(/[.]/g, "\\.").replace(/\{[^}]+\}/g, "[^/?#]+")}$`),
  }));
}

// The route of an address: one without parameters wins (/fils/nouveau is not /fils/{thread}).
export function routeOf(all, address) {
  const path = address.split(/[?#]/)[0];
  return all.find((route) => route.fixed && route.path === path)
    ?? all.find((route) => !route.fixed && route.pattern.test(path));
}

// Counts what passes and says what fails.
export class Tally {
  passed = 0;
  failed = 0;
  problems = new Map();
  constructor(title) { this.title = title; this.start = Date.now(); }
  good() { this.passed += 1; }
  // What went wrong, and where: the same problem in several places is said once.
  bad(what, where = "") {
    this.failed += 1;
    this.problems.set(what, [...(this.problems.get(what) ?? []), where]);
  }
  // One check: passes when nothing is thrown.
  async check(name, work) {
    try {
      await work();
      this.good();
    } catch (error) {
      this.bad(error.stack?.split("\n").slice(0, 6).join("\n    ") ?? String(error), name);
    }
  }
  end() {
    for (const [what, places] of this.problems) {
      const where = places.filter(Boolean).slice(0, 4).join(", ") + (places.length > 4 ? `, and ${places.length - 4} more` : "");
      console.log(`${this.title}: ${what}${where ? `\n    at ${where}` : ""}`);
    }
    console.log(`${this.title}: ${this.passed} good, ${this.failed} bad, ${((Date.now() - this.start) / 1000).toFixed(1)} s`);
  }
}

export function assert(condition, message) {
  if (!condition) throw new Error(message);
}

// Ordinary spaces and apostrophes, so that tests can be typed.
export const plain = (text) => text.replace(/[\u00a0\u202f]/g, " ").replace(/’/g, "'").replace(/\s+/g, " ").trim();
