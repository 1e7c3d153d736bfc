// What people may trust the server with, tried from outside: slow connections, encodings, headers, other
// sites, rights, questions without end.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { connect } from "node:net";
import { after, before, test } from "node:test";
import { documentOf, house, json, pages, TOKEN } from "./house.mjs";

let at;
before(async () => { at = await house(); });
after(() => at?.close());

const wait = (ms) => new Promise((done) => setTimeout(done, ms));
const bearer = { authorization: `Bearer ${TOKEN}` };
const asJson = { "content-type": "application/json" };

test("beside 2,000 idle connections a page comes at once, and they are closed", async () => {
  const { hostname, port } = new URL(at.base);
  let closed = 0;
  const idle = await Promise.all(Array.from({ length: 2000 }, () => new Promise((open, failed) => {
    const socket = connect(Number(port), hostname, () => {
      socket.write("GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
      open(socket);
    });
    socket.on("error", failed);
    socket.on("close", () => closed++);
    socket.resume();
  })));
  // The best of three rounds: other work on the machine is not the server's.
  const p99 = async () => {
    const times = [];
    for (let i = 0; i < 100; i++) {
      const began = performance.now();
      const answer = await fetch(`${at.base}/events?limit=${1 + (i % 10)}`);
      assert.equal(answer.status, 200);
      await answer.text();
      times.push(performance.now() - began);
    }
    return times.sort((a, b) => a - b)[98];
  };
  const rounds = [await p99(), await p99(), await p99()];
  assert.ok(Math.min(...rounds) < 500, `p99 ${rounds} ms`);
  for (let i = 0; i < 40 && closed < idle.length; i++) await wait(500);
  assert.equal(closed, idle.length, "all idle connections are closed by the header timeout");
});

test("texts in 40 encodings, rightly and wrongly labelled, keep their offsets", async () => {
  const labels = ["utf-8", "utf-16le", "utf-16be", "windows-1250", "windows-1251", "windows-1252", "windows-1253", "windows-1254",
    "windows-1255", "windows-1256", "windows-1257", "windows-1258", "windows-874", "iso-8859-1", "iso-8859-2", "iso-8859-3",
    "iso-8859-4", "iso-8859-5", "iso-8859-6", "iso-8859-7", "iso-8859-8", "iso-8859-10", "iso-8859-13", "iso-8859-14",
    "iso-8859-15", "iso-8859-16", "koi8-r", "koi8-u", "macintosh", "x-mac-cyrillic", "ibm866", "gbk", "gb18030", "big5",
    "euc-jp", "iso-2022-jp", "shift_jis", "euc-kr", "x-user-defined", "no-such-encoding"];
  const bodies = [
    Buffer.from("Norway accused Sweden of spying. “No,” said Ahl. Łódź, Привет, 日本は批判した。"),
    Buffer.from([0x4e, 0x6f, 0x72, 0xc0, 0xaf, 0xed, 0xa0, 0x80, 0xff, 0xfe, 0x20, ...Buffer.from("way accused Sweden of spying.")]),
    Buffer.from("Nor\u200bway accused Swe\u00adden of spying. \u202eturned\u202c e\u0301t\u00e9 \ufeff\u2066x\u2069"),
  ];
  for (const label of labels) {
    for (const body of bodies) {
      const html = Buffer.concat([Buffer.from(`<html><meta charset="${label}"><title>T</title><p>`), body, Buffer.from("</p></html>")]);
      const form = new FormData();
      form.append("file", new Blob([html], { type: "text/html" }), "a.html");
      const answer = await fetch(`${at.base}/read.json`, { method: "POST", body: form, headers: { ...bearer, origin: at.base } });
      assert.ok([200, 400].includes(answer.status), `${label}: ${answer.status}`);
      if (answer.status !== 200) continue;
      const reading = await answer.json();
      const text = [...reading.article.text];
      const spans = [...reading.events.map((e) => e.cue), ...reading.statements.flatMap((s) => [s.cue, ...s.content].filter(Boolean))];
      for (const { start, end, text: words } of spans) assert.equal(text.slice(start, end).join(""), words, label);
      assert.ok(!/[\ud800-\udfff]/.test(text.filter((c) => c.length === 1).join("")), `${label}: a lone surrogate`);
    }
  }
});

test("controls that turn text are shown, and each piece of text is for itself", async () => {
  const { id } = await documentOf(at.base, "hostile");
  const page = await (await fetch(`${at.base}/documents/${id}`)).text();
  assert.ok(!/[\u202a-\u202e\u2066-\u2069]/.test(page) && page.includes("U+202E"));
  assert.match(page, /<p class="body" id="[^"]+"[^>]* dir="auto">/);
});

test("every route has all headers, words of a link too", async () => {
  const { id, events } = await documentOf(at.base, "wire");
  const { start, end } = events[0].cue;
  const routes = [...Object.values(await pages(at.base)), `/documents/${id}?at=${start}-${end}`, "/nowhere", "/%zz", "/assets/site.js", "/openapi.json", "/corrections/gold.jsonl"];
  const paths = Object.keys((await json(at.base, "/openapi.json")).paths).filter((p) => !p.includes("{"));
  for (const route of [...routes, ...paths]) {
    const { headers } = await fetch(at.base + route, { redirect: "manual" });
    const policy = headers.get("content-security-policy") ?? "";
    assert.ok(policy.includes("frame-ancestors 'none'") && policy.includes("trusted-types 'none'") && !policy.includes("unsafe"), route);
    assert.equal(headers.get("x-content-type-options"), "nosniff", route);
    assert.equal(headers.get("referrer-policy"), "no-referrer", route);
  }
});

test("whoever only reads can write nowhere", async () => {
  const { paths } = await json(at.base, "/openapi.json");
  const writes = Object.entries(paths).flatMap(([path, does]) => Object.entries(does).filter(([, d]) => d.security).map(([method]) => [path, method]));
  assert.ok(writes.length >= 1);
  const wrong = [{}, { authorization: "Bearer" }, { authorization: "Bearer wrong wrong wrong wrong" }, { authorization: `Basic ${btoa(`x:${TOKEN}`)}` }, { cookie: `sayso=${TOKEN}` }];
  for (const [path, method] of writes) {
    for (const headers of wrong) {
      const answer = await fetch(at.base + path, { method, headers: { ...asJson, ...headers }, body: "{}" });
      assert.ok([401, 403].includes(answer.status), `${method} ${path} ${JSON.stringify(headers)}: ${answer.status}`);
    }
    const url = `${at.base}${path}?token=${encodeURIComponent(TOKEN)}`;
    assert.equal((await fetch(url, { method, headers: asJson, body: "{}" })).status, 401, "no token in an address");
  }
  assert.deepEqual((await json(at.base, "/corrections.json")).rows, []);
});

test("a token that was changed is of no use any more", async () => {
  const other = await house({ token: "another token for the tests" });
  const answer = await fetch(`${other.base}/corrections`, { method: "POST", headers: { ...asJson, ...bearer }, body: "{}" });
  assert.equal(answer.status, 401);
  other.close();
});

test("another Host, another Origin, and forms in disguise are refused", async () => {
  const { hostname, port } = new URL(at.base);
  const raw = (head, body = "") => new Promise((told) => {
    const socket = connect(Number(port), hostname, () => socket.write(`${head}\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`));
    let answer = "";
    socket.on("data", (part) => (answer += part));
    socket.on("close", () => told(Number(answer.slice(9, 12))));
  });
  for (const host of ["evil.example", "localhost.evil.example", `127.0.0.1.nip.example:${port}`, "10.0.0.1", "[::ffff:10.0.0.1]"]) {
    assert.equal(await raw(`GET / HTTP/1.1\r\nHost: ${host}`), 403, host);
  }
  for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain; application/json"]) {
    for (const origin of ["http://evil.example", "null", `http://localhost:${port}.evil.example`, `http://127.0.0.1:1`]) {
      const head = `POST /corrections HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nOrigin: ${origin}\r\nContent-Type: ${type}`;
      assert.equal(await raw(head, "record=x&verdict=accept"), 403, `${type} ${origin}`);
    }
  }
  assert.deepEqual((await json(at.base, "/corrections.json")).rows, []);
});

test("SQL only reads, ends by itself, and the server goes on", async () => {
  const ask = (sql) => fetch(`${at.base}/sql.json?q=${encodeURIComponent(sql)}`);
  const forbidden = ["INSERT INTO document VALUES (1)", "UPDATE event SET type = 'X'", "DELETE FROM event", "DROP TABLE event", "CREATE TABLE t (x)",
    "ATTACH 'other.db' AS o", "PRAGMA journal_mode = delete", "PRAGMA writable_schema = 1", "SELECT load_extension('x')", "VACUUM INTO 'x.db'",
    "SELECT writefile('x', 'y')", "SELECT readfile('/etc/passwd')", "SELECT 1; DELETE FROM event", "BEGIN", "REINDEX"];
  for (const sql of forbidden) assert.equal((await ask(sql)).status, 400, sql);
  for (const sql of ["WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n", "SELECT count(*) FROM mentions a, mentions b, mentions c, mentions d"]) {
    const began = performance.now();
    assert.equal((await ask(sql)).status, 400, sql);
    assert.ok(performance.now() - began < 4000, sql);
  }
  const huge = await (await ask("SELECT * FROM lines")).json();
  assert.ok(huge.rows.length === 1000 && huge.more);
  assert.equal((await fetch(`${at.base}/events`)).status, 200);
});

test("two servers on one port, an open address without a token, no store: a line says what to do", () => {
  const { host } = new URL(at.base);
  const told = (...args) => {
    const { status, stderr } = spawnSync(at.program, ["serve", ...args], { encoding: "utf8", timeout: 20000, env: { ...process.env, SAYSO_TOKEN: undefined } });
    assert.ok(status > 0, stderr);
    return stderr;
  };
  assert.match(told("--store", at.store, "--listen", host), /another program listens there.*--listen/s);
  assert.match(told("--store", at.store, "--listen", "0.0.0.0:0"), /--token-file/);
  assert.match(told("--store", `${at.store}.none`), /no store/);
});

test("bad questions get a page that says what to do", async () => {
  const asked = [["/events/d0", 404], ["/documents/d0000000000000000", 404], ["/actors/nobody", 404], ["/%", 400], ["/search?q=%c3%28", 400], ["/events?type=WAR", 400],
    ["/events?since=2024-13", 400], ["/events.json?cursor=x", 400], ["/tie?a=NOR", 400], ["/compare?a=d0", 400], ["/system?seed=x", 400], ["/system?step=999999", 400],
    ["/search?q=%22", 400], ["/a/b/c/d/e", 404], [`/search?q=${"x".repeat(8000)}`, 200], ["/../../etc/passwd", 404]];
  for (const [address, status] of asked) {
    const answer = await fetch(at.base + address);
    assert.equal(answer.status, status, address);
    assert.ok((await answer.text()).length > 40, address);
  }
  const { id } = await documentOf(at.base, "wire");
  for (const range of ["9-3", "x", "0-99999999", "5-5", "-1-4"]) assert.equal((await fetch(`${at.base}/documents/${id}?at=${range}`)).status, 400, range);
  const address = await fetch(`${at.base}/read.json`, { method: "POST", headers: asJson, body: '{"text": "https://example.org/a"}' });
  assert.match((await address.json()).told, /not fetched/);
});
