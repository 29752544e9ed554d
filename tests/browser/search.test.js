// Search: what is found, in which order, and what it says where nothing is.
import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch, remove, serve, sites } from "./harness.js";

let built, chromium, server, page;
before(async () => {
  built = sites();
  chromium = await launch();
  server = await serve(built[0].folder);
  page = await chromium.newPage();
});
after(async () => {
  await chromium.close();
  server.close();
  remove(built);
});

async function ask(query, start = server.url) {
  await page.goto("about:blank");
  await page.goto(`${start}search/index.html#${new URLSearchParams({ q: query })}`);
  await page.waitForFunction(() => document.querySelector("[data-search] [role=status]")?.textContent);
  return {
    says: await page.locator("[data-search] [role=status]").textContent(),
    titles: await page.locator(".hits h2").allTextContents(),
  };
}

test("titles come before texts, and the newest before the older", async () => {
  const { titles } = await ask("nasdaq");
  const last = titles.findLastIndex((title) => /nasdaq/i.test(title));
  assert.ok(last >= 1 && titles.slice(0, last + 1).every((title) => /nasdaq/i.test(title)), titles.join(" | "));
  const results = await ask("second-quarter results");
  assert.deepEqual(results.titles.slice(0, 2), ["Second-quarter 2008 results", "Second-quarter 2006 results"]);
});

test("beginnings of words find, the middle does not; accents and case do not matter", async () => {
  assert.equal((await ask("ceple")).titles[0], "Ceplene");
  assert.equal((await ask("CÉPLÈNE")).titles[0], "Ceplene");
  assert.match((await ask("eplene")).says, /^Nothing here has “eplene”/);
});

test("an exact phrase is only found as it stands", async () => {
  assert.ok((await ask("loss net")).titles.length > 0);
  assert.deepEqual((await ask('"loss net"')).titles, []);
  assert.ok((await ask('"net loss"')).titles.includes("Second-quarter 2008 results"));
});

test("a figure is found in the statement that prints it", async () => {
  assert.deepEqual((await ask("13,842")).titles, ["Second-quarter 2008 results"]);
  assert.match(await page.locator(".hits p").first().textContent(), /Net loss .*\(13,842\)/);
  assert.deepEqual(await page.locator(".hits p mark").allTextContents(), ["13,842"]);
});

test("forms and kinds are found, and each result leads to its page", async () => {
  const { titles } = await ask("8-K 2006");
  assert.ok(titles.includes("Second-quarter 2006 results"));
  await page.getByRole("link", { name: "Second-quarter 2006 results" }).click();
  assert.equal(page.url(), `${server.url}filings/2006-08-02-second-quarter-results/index.html`);
});

test("nothing found is said kindly, and so is a missing index", async () => {
  const { says } = await ask("<b>zebra</b>");
  assert.equal(says, "Nothing here has “<b>zebra</b>”. Try fewer words, or only the beginning of one.");
  assert.ok(await page.getByRole("heading", { name: "Where to look" }).isVisible());
  const { folder } = built[1];
  rmSync(join(folder, "search/index.js"));
  const other = await serve(folder);
  assert.equal((await ask("x", other.url)).says, "The search index could not be loaded. Please try again.");
  other.close();
});

test("it works from disk, and the index is asked for only then", async () => {
  const start = `file://${built[0].folder}/`;
  assert.equal((await ask("azixa", start)).titles[0], "Azixa");
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(`${start}index.html`);
  assert.ok(!asked.some((url) => url.endsWith("search/index.js")), "a visit alone does not load it");
  await page.keyboard.press("/");
  await page.keyboard.type("azixa");
  await page.getByRole("link", { name: "Azixa" }).first().waitFor();
  assert.ok(asked.some((url) => url.endsWith("search/index.js")));
});

test("what an index holds is text", async () => {
  const { folder } = built[2];
  const poison = '<img src=x onerror="document.title=1">';
  writeFileSync(join(folder, "search/index.js"), `var irSearch=${JSON.stringify([[poison, "index.html", "", "", poison, ""]])};`);
  const other = await serve(folder);
  assert.deepEqual((await ask("img", other.url)).titles, [poison]);
  assert.equal(await page.locator("main img").count(), 0);
  other.close();
});
