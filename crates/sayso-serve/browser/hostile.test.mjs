// What hostile text tries: in articles, addresses, forms, files. Nothing runs, nothing is asked of others.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { PAYLOADS } from "./articles.mjs";
import { browser, house, pages } from "./house.mjs";

let [at, visitor, context, page] = [];
const heard = [];
before(async () => {
  [at, visitor] = await Promise.all([house(), browser()]);
  context = await visitor.newContext();
  page = await context.newPage();
  page.on("console", (m) => ["error", "warning"].includes(m.type()) && !/status of 4\d\d/.test(m.text()) && heard.push(m.text()));
  page.on("pageerror", (e) => heard.push(String(e)));
  page.on("dialog", (d) => { heard.push(`dialog: ${d.message()}`); d.dismiss(); });
  page.on("request", (r) => r.url().startsWith(at.base) || heard.push(`request: ${r.url()}`));
});
after(async () => {
  await visitor?.close();
  at?.close();
});

/** Nothing of the page acted, and no link of it would. */
async function quiet(of) {
  const found = await page.evaluate(() => ({
    broken: globalThis.broken,
    links: [...document.querySelectorAll("a[href]")].map((a) => new URL(a.getAttribute("href"), location).href).filter((h) => !/^https?:/.test(h)),
    handlers: [...document.querySelectorAll("*")].filter((e) => [...e.attributes].some((a) => /^(on|hx-|style$)/.test(a.name))).map((e) => e.outerHTML.slice(0, 100)),
    foreign: document.querySelectorAll("iframe, object, embed, base, math, meta[http-equiv=refresh], main script, main img, main style").length,
  }));
  assert.deepEqual(found, { broken: undefined, links: [], handlers: [], foreign: 0 }, of);
  assert.deepEqual(heard.splice(0), [], of);
}

test("articles", async () => {
  for (const address of Object.values(await pages(at.base))) {
    await page.goto(at.base + address);
    await quiet(address);
  }
});

test("addresses", async () => {
  const forms = ["/search?q=", "/events?actor=", "/claims?outlet=", "/statements?speaker=", "/actors?q=", "/actors/", "/ties?actor=", "/tie?b=NOR&a=", "/system?speaker=", "/sql?q=", "/compare?b=d0&a=", "/why/", "/documents/", "/"];
  for (const form of forms) {
    for (const payload of PAYLOADS) {
      await page.goto(at.base + form + encodeURIComponent(payload));
      await quiet(form + payload);
    }
  }
});

test("texts and files that are read", async () => {
  for (const payload of PAYLOADS) {
    await page.goto(at.base);
    await page.fill("#text", `${payload}\n\n${payload}\n\nNorway accused Sweden of spying, ${payload} said on Monday.`);
    await page.click("form.paste button");
    await quiet(payload);
  }
  await page.goto(at.base);
  const buffer = Buffer.from(`<html><title>${PAYLOADS[0]}</title><body><p>Norway accused Sweden of spying. ${PAYLOADS.join(" ")}</p></body></html>`);
  await page.setInputFiles("#file", { name: `${PAYLOADS[1]}.html`, mimeType: "text/html", buffer });
  await page.click("form.paste button");
  await quiet("file");
});

test("a file that is dropped is read", async () => {
  await page.goto(at.base);
  const files = await page.evaluateHandle(() => {
    const files = new DataTransfer();
    files.items.add(new File(["Norway accused Sweden of spying. Sweden denied it."], "a.txt", { type: "text/plain" }));
    return files;
  });
  await page.dispatchEvent("form.paste", "drop", { dataTransfer: files });
  await page.locator("aside .record").first().waitFor();
  await quiet("dropped");
});

test("another site can do nothing in a visitor's name", async () => {
  const other = await context.newPage();
  await other.goto("data:text/html,<title>other</title>");
  for (const [method, type] of [["POST", "text/plain"], ["POST", "application/x-www-form-urlencoded"], ["GET", null]]) {
    const told = await other.evaluate(async ([url, method, type]) => {
      try {
        const answer = await fetch(url, { method, headers: type ? { "content-type": type } : {}, body: type ? "record=x&verdict=accept" : undefined, credentials: "include" });
        return `read ${answer.status}`;
      } catch (e) {
        return "refused";
      }
    }, [`${at.base}/corrections`, method, type]);
    assert.equal(told, "refused", `${method} ${type}`);
  }
  await other.setContent(`<iframe src="${at.base}/"></iframe>`);
  await other.waitForTimeout(300);
  assert.ok(!other.frames().some((f) => f.url().startsWith(at.base)), "no frame");
  await other.close();
});
