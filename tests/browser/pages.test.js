// Every page, as it is looked at: accessibility, errors, requests, sideways scrolling.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { DESKTOP, PHONE, launch, pages, remove, repository, serve, sites, visits, watch } from "./harness.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

// What each template of the theme makes. A page that is of no kind, or a kind without a page, is a mistake.
const KINDS = {
  "404.html": /^no\//,
  "about.html": /^about\//,
  "candidate.html": /^pipeline\/[^/]+\/index/,
  "contacts.html": /^contacts\//,
  "data.html": /^data\//,
  "event.html": /^events\/[^/]+\/index/,
  "events.html": /^events\/index/,
  "filing.html": /^filings\/[^/]+\/index/,
  "filings.html": /^filings\/index/,
  "financials.html": /^financials\/index/,
  "index.html": /^index/,
  "news.html": /^news\//,
  "page.html": /^(liquidity|nasdaq-listing|quality)\//,
  "periods.html": /^financials\/periods\//,
  "pipeline.html": /^pipeline\/index/,
  "search.html": /^search\//,
};
const kinds = (path) => Object.keys(KINDS).filter((name) => KINDS[name].test(path));

let built, chromium;
before(async () => {
  built = sites();
  chromium = await launch();
});
after(async () => {
  await chromium.close();
  remove(built);
});

async function violations(page) {
  await page.evaluate(axe);
  const { violations, passes } = await page.evaluate((tags) => globalThis.axe.run(document, { runOnly: tags }), TAGS);
  const looked = passes.map(({ id }) => id);
  for (const rule of ["color-contrast", "landmark-one-main", "page-has-heading-one"]) assert.ok(looked.includes(rule), rule);
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
}

/** No page is wider than its window; what is wider scrolls within itself. */
const overflow = (page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

for (const [width, viewport] of [["desktop", DESKTOP], ["360 px", PHONE]]) {
  for (const colorScheme of ["light", "dark"]) {
    test(`every page, ${width}, ${colorScheme}: axe finds nothing, nothing fails, nothing is asked of others`, async () => {
      const found = [];
      const seen = new Set();
      for (const { name, folder } of built) {
        const server = await serve(folder);
        // The tool is put into the page by the browser's own means, which the pages' policy would refuse.
        const context = await chromium.newContext({ viewport, colorScheme, bypassCSP: true });
        const page = await context.newPage();
        const wrong = watch(page, server.url);
        for (const path of visits(folder)) {
          await page.goto(server.url + path);
          assert.equal(kinds(path).length, 1, `${name}/${path} is of one kind`);
          seen.add(kinds(path)[0]);
          for (const violation of await violations(page)) found.push(`${name}/${path}: ${violation}`);
          if ((await overflow(page)) > 0) found.push(`${name}/${path} is wider than its window`);
          for (const error of wrong.splice(0)) found.push(`${name}/${path}: ${error}`);
        }
        await context.close();
        server.close();
      }
      assert.deepEqual(found, []);
      const templates = readdirSync(join(repository, "templates")).filter((name) => name.endsWith(".html"));
      assert.deepEqual([...seen].sort(), templates.filter((name) => !["base.html", "components.html"].includes(name)).sort());
    });
  }
}

test("with the pages' own policy, no script or style is refused", async () => {
  const found = [];
  for (const { name, folder } of built) {
    const server = await serve(folder);
    const page = await chromium.newPage({ viewport: DESKTOP });
    const wrong = watch(page, server.url);
    for (const path of visits(folder)) {
      await page.goto(server.url + path);
      for (const error of wrong.splice(0)) found.push(`${name}/${path}: ${error}`);
    }
    const policy = await page.locator("meta[http-equiv=Content-Security-Policy]").getAttribute("content");
    assert.match(policy, /default-src 'self'/);
    assert.doesNotMatch(policy, /unsafe|\*/);
    await page.close();
    server.close();
  }
  assert.deepEqual(found, []);
});

test("every link between pages leads to a page and to a place on it, served below a folder and opened from disk", async () => {
  for (const { name, folder } of built) {
    const server = await serve(folder);
    for (const start of [server.url, `file://${folder}/`]) {
      const page = await chromium.newPage();
      const wrong = watch(page, start);
      const ids = new Map();
      const links = new Set();
      for (const path of pages(folder).filter((path) => path !== "404.html")) {
        await page.goto(start + path);
        ids.set(start + path, new Set(await page.$$eval("[id]", (all) => all.map(({ id }) => id))));
        for (const href of await page.$$eval("a[href]", (all) => all.map(({ href }) => href))) links.add(href);
      }
      for (const link of links) {
        if (!link.startsWith(start) || !/\.html(#|$)/.test(link)) continue;
        const [target, fragment] = link.split("#");
        assert.ok(ids.has(target), `${name}: there is no ${target}`);
        if (fragment) assert.ok(ids.get(target).has(fragment), `${name}: there is no ${link}`);
      }
      const color = await page.evaluate(() => getComputedStyle(document.body).getPropertyValue("--paper"));
      assert.notEqual(color, "", `${start}: the style sheet is not there`);
      assert.deepEqual(wrong, [], start);
      await page.close();
    }
    server.close();
  }
});
