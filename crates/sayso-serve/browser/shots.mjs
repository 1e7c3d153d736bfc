// Pictures of the pages for docs/: `npm run shots`.

import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ARTICLES } from "./articles.mjs";
import { browser, house, pages } from "./house.mjs";

const to = join(dirname(fileURLToPath(import.meta.url)), "../../../docs/serve");
const SHOTS = [
  ["front", "front", { width: 1200, height: 800 }],
  ["reader", "reader", { width: 1200, height: 760 }],
  ["claims", "claims", { width: 1200, height: 700 }],
  ["system", "system", { width: 1200, height: 1060 }],
  ["compare", "compare", { width: 1200, height: 620 }],
  ["reader", "reader-dark", { width: 1200, height: 760 }, "dark"],
  ["arabic", "right-to-left", { width: 1000, height: 560 }],
  ["reader", "reader-small", { width: 360, height: 740 }],
];

mkdirSync(to, { recursive: true });
const at = await house({ articles: ARTICLES.filter((a) => !["hostile", "huge"].includes(a.id)) });
const visitor = await browser();
try {
  const all = await pages(at.base, ["hostile", "huge"]);
  for (const [name, file, viewport, colorScheme = "light"] of SHOTS) {
    const page = await visitor.newPage({ viewport, colorScheme });
    const address = name === "compare" ? await compared(all) : all[name];
    await page.goto(at.base + address);
    if (name === "reader") await page.locator(".record[data-record=e1] a").first().focus();
    await page.evaluate(() => scrollTo(0, 0));
    await page.screenshot({ path: join(to, `${file}.png`), animations: "disabled" });
    await page.close();
  }
} finally {
  await visitor.close();
  at.close();
}

/** A page and the one that turned its story round. */
async function compared(all) {
  const { rows } = await (await fetch(`${at.base}/search.json?q=rejects`)).json();
  return all.compare.replace(/b=d[0-9a-f]+/, `b=${rows[0].id}`);
}
