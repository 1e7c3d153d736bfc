// With the keyboard alone: everything can be reached, opened, lit and corrected.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { browser, documentOf, house, json, pages, TOKEN } from "./house.mjs";

let [at, visitor, page, all] = [];
before(async () => {
  [at, visitor] = await Promise.all([house(), browser()]);
  all = await pages(at.base);
  page = await visitor.newPage({ viewport: { width: 1280, height: 860 } });
});
after(async () => {
  await visitor?.close();
  at?.close();
});

const go = (address) => page.goto(at.base + address);
const path = () => new URL(page.url()).pathname;
/** The element that has the focus. */
const focused = (of) => page.evaluate(of);

test("the first stop leads to the content", async () => {
  await go("/claims");
  await page.keyboard.press("Tab");
  assert.equal(await focused(() => document.activeElement.className), "skip");
  await page.keyboard.press("Enter");
  assert.equal(await focused(() => document.activeElement.id), "main");
});

test("what has the focus is seen", async () => {
  await go("/claims");
  for (let i = 0; i < 12; i++) {
    await page.keyboard.press("Tab");
    const style = await focused(() => {
      const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
      return { outlineStyle, outlineWidth };
    });
    assert.notEqual(style.outlineStyle, "none");
    assert.notEqual(style.outlineWidth, "0px");
  }
});

test("everything that can be clicked can be reached", async () => {
  for (const name of ["front", "reader", "system", "actor", "contested"]) {
    await go(all[name]);
    const unreached = await page.evaluate(() => {
      const shown = (e) => e.getClientRects().length > 0 && !e.closest("details:not([open]) > :not(summary)");
      const can = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")];
      return can.filter((e) => shown(e) && e.tabIndex < 0).map((e) => e.outerHTML.slice(0, 120));
    });
    assert.deepEqual(unreached, [], name);
  }
});

test("/ searches, j and k go on and back, o opens, w tells why", async () => {
  await go("/");
  await page.keyboard.press("/");
  await page.keyboard.type("cable");
  await page.keyboard.press("Enter");
  await page.waitForURL(/q=cable/);
  await go("/events");
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  const second = await focused(() => document.activeElement.closest(".card").dataset.id);
  assert.equal(second, await page.locator(".card").nth(1).getAttribute("data-id"));
  await page.keyboard.press("k");
  const first = await focused(() => document.activeElement.closest(".card").dataset.id);
  assert.equal(first, await page.locator(".card").first().getAttribute("data-id"));
  await page.keyboard.press("o");
  await page.waitForURL(`**/events/${first}`);
  await go(all.reader);
  await page.keyboard.press("j");
  await page.keyboard.press("w");
  await page.waitForURL("**/why/**");
  assert.match(await page.locator("main").innerText(), /Rules that read it/i);
});

test("? shows the keys", async () => {
  await go("/");
  await page.keyboard.press("?");
  assert.ok(await page.locator("details.keys p").isVisible());
});

test("words and records light each other", async () => {
  await go(all.reader);
  const record = page.locator(".record[data-record=e1]");
  await record.locator("a").first().focus();
  assert.ok(await page.locator("article [data-of~=e1].lit").count());
  await page.locator("article a.cue").first().focus();
  assert.ok(await page.locator(".record.lit").count());
  await page.mouse.move(0, 0);
  await record.hover();
  assert.ok(await page.locator("article [data-of~=e1].lit").count());
});

test("a link leads to any words", async () => {
  const { id, article, events } = await documentOf(at.base, "wire");
  const { start, end, text } = events[0].cue;
  await go(`/documents/${id}?at=${start}-${end}#at`);
  const marked = (await page.locator("article .at").allInnerTexts()).join("");
  assert.equal(marked, text);
  assert.ok(await page.locator("#at").first().evaluate((e) => e.getBoundingClientRect().top < innerHeight));
  await go(`/documents/${id}#${events[0].id}`);
  assert.equal(await page.locator(":target").getAttribute("data-record"), "e1");
  const spans = page.locator("article [id^=c]");
  const point = Number((await spans.first().getAttribute("id")).slice(1));
  const words = await spans.first().evaluate((e) => e.firstChild.textContent);
  assert.equal([...article.text].slice(point, point + [...words].length).join(""), words);
});

test("the slider shows one month after the other", async () => {
  await go("/system");
  const slider = page.locator("#step");
  await slider.focus();
  await page.keyboard.press("Home");
  await page.waitForURL(/since=\d{4}-\d\d&until=\d{4}-\d\d/);
  const first = new URL(page.url()).searchParams.get("since");
  assert.equal(await page.locator("form.slider output").innerText(), first);
});

test("the network is the same twice, and its table has the same ties", async () => {
  const [one, two, other] = await Promise.all(["1", "1", "2"].map((seed) => json(at.base, `/system.json?seed=${seed}`)));
  assert.deepEqual(one, two);
  assert.notDeepEqual(one.nodes, other.nodes);
  await go("/system?view=table");
  assert.equal(await page.locator(".network line").count(), one.ties.length);
  assert.equal(await page.locator("main .data tbody tr").count(), one.ties.length);
});

test("one key corrects a record, and only whoever has the token", async () => {
  await go("/events?type=ACCUSE");
  await page.keyboard.press("j");
  await page.keyboard.press("r");
  await page.locator("h1", { hasText: "A token is wanted" }).waitFor();
  await page.locator("main a", { hasText: "Sign in" }).press("Enter");
  await page.locator("#token").fill(TOKEN);
  await page.keyboard.press("Enter");
  await page.waitForURL("**/corrections");

  await go("/events?type=ACCUSE");
  const card = page.locator(".card").first();
  const id = await card.getAttribute("data-id");
  await page.keyboard.press("j");
  await page.keyboard.press("r");
  await card.locator(".verdict", { hasText: "rejected" }).waitFor();
  assert.equal(path(), "/events");
  await page.keyboard.press("a");
  await card.locator(".verdict", { hasText: "accepted" }).waitFor();
  await page.keyboard.press("m");
  await page.waitForURL(`**/events/${id}#mend`);
  assert.equal(await focused(() => document.activeElement.id), "mend");
  await page.locator("#mend").fill("SWE > REJECT > NOR");
  await page.keyboard.press("Enter");
  await page.locator("li .status", { hasText: "mend" }).waitFor();

  await go(all.reader);
  await page.keyboard.press("j");
  await page.keyboard.press("a");
  await page.locator(".record .verdict", { hasText: "accepted" }).waitFor();
  assert.equal(path(), all.reader);

  const { rows } = await json(at.base, "/corrections.json");
  assert.deepEqual(rows.map((r) => r.verdict), ["reject", "accept", "mend", "accept"]);
  const gold = await (await fetch(`${at.base}/corrections/gold.jsonl`)).text();
  assert.equal(JSON.parse(gold.split("\n")[0]).events[0].type, "REJECT");
});
