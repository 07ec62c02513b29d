// The demo community on each database, in a time that a test moves.

import { execFileSync } from "node:child_process";
import { mkdtempSync, chmodSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT, serve } from "./lib.mjs";

// How far ahead of this machine a server lives; only debug builds listen.
export class Time {
  ahead = 0;
  constructor(file) { this.file = file; this.passes(0); }
  passes(seconds) {
    this.ahead += seconds;
    writeFileSync(`${this.file}.new`, String(this.ahead));
    renameSync(`${this.file}.new`, this.file);
  }
}

const cluster = (act, folder) => execFileSync(join(ROOT, "tests/postgres"), [act, folder], { encoding: "utf8" }).trim();

// Does some work with a demo of its own on SQLite and on PostgreSQL, side by side; each with other settings on request.
export async function onEachEngine(binary, work, others = async () => ({})) {
  const folder = mkdtempSync(join(tmpdir(), "cercles-engines-"));
  // PostgreSQL runs as somebody else.
  chmodSync(folder, 0o755);
  const inside = async (engine, url) => {
    const time = new Time(join(folder, engine));
    const settings = { CERCLES_CLOCK_AHEAD: time.file, CERCLES_MAIL__DOMAIN_PER_MINUTE: "0", ...await others(engine), ...url };
    const site = await serve(binary, "demo", settings);
    try {
      await work(engine, site, time);
    } finally {
      const code = await site.stop();
      if (code !== 0) console.log(`the server on ${engine} ended with ${code}`);
    }
  };
  const postgres = join(folder, "cluster");
  try {
    const url = cluster("start", postgres).split("\n").at(-1);
    const ended = await Promise.allSettled([inside("sqlite", {}), inside("postgres", { CERCLES_DATABASE__URL: url })]);
    for (const { reason } of ended.filter(({ status }) => status === "rejected")) throw reason;
  } finally {
    cluster("end", postgres);
    rmSync(folder, { recursive: true, force: true });
  }
}
