// Every page, as a visitor sees it: nothing in the console, nothing from elsewhere, no fault that axe
// finds, nothing that moves, no page wider than its screen.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import { browser, house, pages } from "./house.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const LOOKS = {
  light: { viewport: { width: 1280, height: 860 } },
  dark: { viewport: { width: 1280, height: 860 }, colorScheme: "dark" },
  small: { viewport: { width: 360, height: 740 }, hasTouch: true },
};
/** Pages that answer with a status of their own; the browser writes that into its console. */
const STATUS = { missing: 404, broken: 400 };

let [at, visitor, all] = [];
before(async () => {
  [at, visitor] = await Promise.all([house(), browser()]);
  all = await pages(at.base);
});
after(async () => {
  await visitor?.close();
  at?.close();
});

/** Opens a page and listens to all that it does. */
async function open(page, address) {
  const heard = [];
  page.on("console", (m) => ["error", "warning"].includes(m.type()) && heard.push(`${m.type()}: ${m.text()}`));
  page.on("pageerror", (e) => heard.push(`error: ${e}`));
  page.on("request", (r) => r.url().startsWith(at.base) || heard.push(`request: ${r.url()}`));
  page.on("requestfailed", (r) => heard.push(`failed: ${r.url()}`));
  const answer = await page.goto(at.base + address, { waitUntil: "load" });
  return { answer, heard };
}

/** How far things moved after they were shown (Cumulative Layout Shift). */
const moved = () =>
  new Promise((told) => {
    let sum = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((e) => (sum += e.value)))
      .observe({ type: "layout-shift", buffered: true });
    setTimeout(() => told(sum), 120);
  });

for (const [look, options] of Object.entries(LOOKS)) {
  test(`every page: ${look}`, async (t) => {
    const context = await visitor.newContext(options);
    for (const [name, address] of Object.entries(all)) {
      await t.test(name, async () => {
        const page = await context.newPage();
        const { answer, heard } = await open(page, address);
        const status = STATUS[name] ?? 200;
        assert.equal(answer.status(), status);
        assert.deepEqual(heard.filter((h) => !(status > 200 && h.includes(`status of ${status}`))), []);
        assert.equal(await page.evaluate(moved), 0, "layout shift");
        assert.equal(await page.locator("h1").count(), 1);
        const { wide, screen } = await page.evaluate(() => ({
          wide: document.documentElement.scrollWidth,
          screen: document.documentElement.clientWidth,
        }));
        assert.ok(wide <= screen, `${wide} pixels on a screen of ${screen}`);
        await page.close();
      });
    }
    await context.close();
  });
}

for (const look of ["light", "dark"]) {
  test(`axe finds no serious fault: ${look}`, async (t) => {
    // The page's own policy forbids scripts of others, and so axe as well: only here it is set aside.
    const context = await visitor.newContext({ ...LOOKS[look], bypassCSP: true });
    for (const [name, address] of Object.entries(all).filter(([name]) => name !== "huge")) {
      await t.test(name, async () => {
        const page = await context.newPage();
        await page.goto(at.base + address);
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() => globalThis.axe.run());
        const serious = violations.filter((v) => ["serious", "critical"].includes(v.impact));
        const told = serious.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => `${n.html} ${n.failureSummary}`).join("\n")}`);
        assert.deepEqual(told, []);
        await page.close();
      });
    }
    await context.close();
  });
}

test("every answer has the strict policy", async () => {
  const addresses = [...Object.values(all), "/events.json", "/events.csv", "/events.atom", "/openapi.json", "/assets/site.css"];
  for (const address of addresses) {
    const { headers } = await fetch(at.base + address);
    const policy = headers.get("content-security-policy");
    for (const part of ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "require-trusted-types-for 'script'"]) {
      assert.ok(policy.includes(part), `${address}: ${policy}`);
    }
    assert.ok(!policy.includes("unsafe"), address);
    assert.equal(headers.get("x-content-type-options"), "nosniff", address);
    assert.equal(headers.get("referrer-policy"), "no-referrer", address);
  }
});

test("assets together are small", async () => {
  const page = await (await fetch(at.base)).text();
  const assets = [...page.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map((m) => m[1]);
  assert.ok(assets.length >= 3, assets);
  let sum = 0;
  for (const asset of assets) {
    const bytes = Buffer.from(await (await fetch(at.base + asset)).arrayBuffer());
    sum += gzipSync(bytes).length;
  }
  assert.ok(sum <= 150_000, `${sum} bytes`);
  console.log(`assets: ${sum} bytes, gzip`);
});

test("without a script every page reads", async (t) => {
  const context = await visitor.newContext({ javaScriptEnabled: false, viewport: { width: 1280, height: 860 } });
  const page = await context.newPage();
  for (const [name, address] of Object.entries(all)) {
    await t.test(name, async () => {
      await page.goto(at.base + address);
      assert.ok((await page.locator("main").innerText()).length > 20);
    });
  }
  await t.test("a text is read", async () => {
    await page.goto(at.base);
    await page.fill("#text", "Norway accused Sweden of spying. Sweden denied it.");
    await page.click("text=Read >> nth=-1");
    assert.match(await page.locator("aside").innerText(), /ACCUSE/);
  });
  await t.test("search finds", async () => {
    await page.goto(at.base);
    await page.fill("#find", "cable");
    await page.click("form.find button");
    assert.ok((await page.locator(".cards .card").count()) >= 2);
  });
  await t.test("a month is chosen", async () => {
    await page.goto(`${at.base}/system`);
    await page.click("form.slider button");
    assert.match(page.url(), /since=\d{4}-\d\d/);
  });
  await context.close();
});
