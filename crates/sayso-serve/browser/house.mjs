// A store of invented articles, `sayso serve` over it, and a browser to visit it.

import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { ARTICLES } from "./articles.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");
const program = process.env.SAYSO ?? join(root, "target/debug/sayso");
const browserAt = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** The token of the server that is visited. */
export const TOKEN = "a token for the tests alone";

/** Starts the server over a new store; `close` ends it and takes the store away. */
export async function house({ articles = ARTICLES, token = TOKEN } = {}) {
  if (!existsSync(program)) throw new Error(`${program}: build it first: cargo build`);
  const folder = mkdtempSync(join(tmpdir(), "sayso-browser-"));
  const [rows, store] = [join(folder, "rows.jsonl"), join(folder, "news.db")];
  writeFileSync(rows, articles.map((a) => JSON.stringify(a)).join("\n") + "\n");
  const added = spawnSync(program, ["add", "--store", store, "--as", "jsonl", rows], { encoding: "utf8" });
  if (added.status !== 0) throw new Error(`sayso add: ${added.stderr}`);
  const env = { ...process.env, SAYSO_TOKEN: token };
  if (!token) delete env.SAYSO_TOKEN;
  const server = spawn(program, ["serve", "--store", store, "--listen", "127.0.0.1:0"], { env });
  const base = await address(server);
  const close = () => {
    server.kill("SIGTERM");
    rmSync(folder, { recursive: true, force: true });
  };
  return { base, store, server, program, close };
}

/** What the server says where it listens. */
function address(server) {
  return new Promise((found, failed) => {
    let told = "";
    server.stdout.on("data", (part) => {
      const at = /http:\/\/[\d.:]+/.exec((told += part));
      if (at) found(at[0]);
    });
    server.stderr.on("data", (part) => (told += part));
    server.on("exit", (code) => failed(new Error(`sayso serve ended with ${code}: ${told}`)));
  });
}

/** Debian's Chromium, without a window. */
export async function browser() {
  if (!existsSync(browserAt)) {
    throw new Error(`${browserAt}: no browser: apt-get install chromium, or name one with CHROMIUM=PATH`);
  }
  return chromium.launch({ executablePath: browserAt, args: ["--no-sandbox", "--disable-gpu"] });
}

/** A JSON answer. */
export async function json(base, path) {
  const answer = await fetch(base + path);
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

/** The document that came in under this name. */
export async function documentOf(base, name) {
  const { rows } = await json(base, "/documents.json?limit=100");
  for (const { id } of rows) {
    const reading = await json(base, `/documents/${id}.json`);
    if (reading.input_id === name) return reading;
  }
  throw new Error(`no document ${name}`);
}

/** An address of every kind of page, by name. */
export async function pages(base, without = []) {
  const [wire, copy, arabic, hostile, huge] = await Promise.all(
    ["wire", "copy", "arabic", "hostile", "huge"].map((name) => documentOf(base, without.includes(name) ? "wire" : name)),
  );
  const event = wire.events.find((e) => e.type === "ACCUSE").id;
  return {
    front: "/",
    search: "/search",
    found: "/search?q=cable",
    nothing: "/search?q=zebra",
    claims: "/claims",
    contested: "/claims?contested=1&lang=en",
    statements: "/statements",
    events: "/events",
    actors: "/actors",
    ties: "/ties",
    system: "/system",
    table: "/system?view=table&status=done",
    reader: `/documents/${wire.id}`,
    arabic: `/documents/${arabic.id}`,
    hostile: `/documents/${hostile.id}`,
    huge: `/documents/${huge.id}`,
    event: `/events/${event}`,
    statement: `/statements/${wire.statements[0].id}`,
    why: `/why/${event}`,
    actor: "/actors/NOR",
    tie: "/tie?a=NOR&b=SWE",
    compare: `/compare?a=${wire.id}&b=${copy.id}`,
    sql: "/sql?q=SELECT%20type%2C%20count(*)%20FROM%20events%20GROUP%20BY%201",
    corrections: "/corrections",
    signIn: "/sign-in",
    missing: "/documents/d0000000000000000",
    broken: "/search?q=%ff",
  };
}
