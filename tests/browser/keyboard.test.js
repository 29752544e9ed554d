// A visit without a mouse.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DESKTOP, PHONE, launch, remove, serve, sites, visits } from "./harness.js";

let built, chromium, server, page;
before(async () => {
  built = sites();
  chromium = await launch();
  server = await serve(built[0].folder);
  page = await chromium.newPage({ viewport: DESKTOP });
});
after(async () => {
  await chromium.close();
  server.close();
  remove(built);
});

/** The element that has the focus, in a few words, and whether one sees that it has it. */
const focused = (page) => page.evaluate(() => {
  const element = document.activeElement;
  const style = getComputedStyle(element);
  const { width, height, top, bottom } = element.getBoundingClientRect();
  return {
    text: (element.textContent || element.getAttribute("aria-label") || "").trim().slice(0, 60),
    name: element.localName,
    id: element.id,
    ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    seen: width > 1 && height > 1 && bottom > 0 && top < innerHeight,
    at: [...document.querySelectorAll("*")].indexOf(element),
  };
});

test("the first key leads past the navigation", async () => {
  for (const path of ["index.html", "financials/index.html", "news/index.html"]) {
    await page.goto(server.url + path);
    await page.keyboard.press("Tab");
    const skip = await focused(page);
    assert.equal(skip.text, "Skip to content");
    assert.ok(skip.ring && skip.seen, JSON.stringify(skip));
    await page.keyboard.press("Enter");
    assert.equal((await focused(page)).id, "main");
    await page.keyboard.press("Tab");
    const inside = await page.evaluate(() => document.querySelector("main").contains(document.activeElement));
    assert.ok(inside, `${path}: the next stop is not in the content`);
  }
});

test("on every page each stop is seen, marked, and in the order of the page", async () => {
  for (const path of visits(built[0].folder)) {
    await page.goto(server.url + path);
    let last = -1;
    for (let step = 0; step < 60; step += 1) {
      await page.keyboard.press("Tab");
      const stop = await focused(page);
      if (stop.name === "body" || (step > 0 && stop.text === "Skip to content")) break;
      assert.ok(stop.ring, `${path}: no ring on ${JSON.stringify(stop)}`);
      assert.ok(stop.seen, `${path}: not seen: ${JSON.stringify(stop)}`);
      assert.ok(stop.at > last, `${path}: out of order: ${JSON.stringify(stop)}`);
      last = stop.at;
    }
    assert.ok(last > 0, `${path}: no stop`);
  }
});

test("what scrolls sideways is reached, named, and scrolled by keys", async () => {
  const phone = await chromium.newPage({ viewport: PHONE });
  let regions = 0;
  for (const path of visits(built[0].folder)) {
    await phone.goto(server.url + path);
    const scrolling = await phone.$$eval("main *", (all) => all
      .filter((e) => e.scrollWidth > e.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(e).overflowX))
      .map((e) => ({
        stop: e.tabIndex === 0,
        name: document.getElementById(e.getAttribute("aria-labelledby"))?.textContent || e.getAttribute("aria-label"),
        html: e.outerHTML.slice(0, 80),
      })));
    for (const region of scrolling) assert.ok(region.stop && region.name, `${path}: ${JSON.stringify(region)}`);
    regions += scrolling.length;
  }
  assert.ok(regions > 0, "nothing scrolls");
  await phone.goto(`${server.url}financials/index.html`);
  const region = phone.locator("#quarters [tabindex='0'], [tabindex='0']:has(table.quarters)").first();
  await region.focus();
  for (let step = 0; step < 5; step += 1) await phone.keyboard.press("ArrowRight");
  await phone.waitForFunction((e) => e.scrollLeft > 0, await region.elementHandle());
  await phone.close();
});

test("/ opens the search, words find, Escape leads back", async () => {
  await page.goto(`${server.url}financials/index.html`);
  await page.keyboard.press("Tab");
  await page.keyboard.press("/");
  await page.keyboard.type("ceplène committee");
  const status = page.locator("dialog [role=status]");
  await page.waitForFunction(() => /result/.test(document.querySelector("dialog [role=status]").textContent));
  assert.match(await status.textContent(), /^\d+ results?\.$/);
  await page.keyboard.press("Tab");
  const first = await focused(page);
  assert.equal(first.name, "a");
  assert.ok(first.ring && first.seen);
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("dialog[open]").count(), 0);
  assert.equal((await focused(page)).text, "Skip to content");
  await page.keyboard.press("/");
  assert.equal((await focused(page)).name, "input");
  await page.keyboard.press("/");
  assert.equal(await page.locator("dialog input").inputValue(), "/", "in the field the key is a letter");
});

test("/ can be turned off, and stays off", async () => {
  await page.goto(`${server.url}search/index.html`);
  await page.getByLabel("The key /").uncheck();
  await page.goto(`${server.url}news/index.html`);
  await page.keyboard.press("/");
  assert.equal(await page.locator("dialog[open]").count(), 0);
  await page.goto(`${server.url}search/index.html`);
  await page.getByLabel("The key /").check();
  await page.keyboard.press("Tab");
  await page.keyboard.press("/");
  assert.equal((await focused(page)).name, "input");
});

test("lists are narrowed by keys, and the choice stays in the address", async () => {
  await page.goto(`${server.url}news/index.html`);
  await page.getByLabel("Year").focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  assert.equal(await page.locator("[data-filter] [role=status]").textContent(), "1 of 2 releases");
  assert.deepEqual(await page.locator("main h3:visible").allTextContents(), ["Second-quarter 2006 results"]);
  assert.deepEqual(await page.locator("main h2:visible").allTextContents(), ["2006"]);
  assert.ok(page.url().endsWith("#year=2006"), page.url());
  await page.reload();
  assert.deepEqual(await page.locator("main h3:visible").allTextContents(), ["Second-quarter 2006 results"]);
  await page.keyboard.press("Tab");
  await page.getByRole("button", { name: "Show all" }).press("Enter");
  assert.equal(await page.locator("main h3:visible").count(), 2);
  assert.equal(await page.locator("[data-filter] [role=status]").textContent(), "2 of 2 releases");
});

test("pointing at a chart adds nothing that the table beside it lacks, stays, and goes with Escape", async () => {
  await page.goto(`${server.url}financials/index.html`);
  const sections = await page.locator("section:has(> div > figure.chart)").all();
  assert.equal(sections.length, 3);
  for (const section of sections) {
    assert.equal(await section.locator("svg [tabindex], svg a").count(), 0, "marks are no stops");
    const figure = (words) => words.match(/\(?\d[\d,]*\)?(?= thousand|[^\d]*$)|nil/)[0];
    const cells = await section.locator("tbody .n:not(.e)").allTextContents();
    const said = await section.locator("svg.w .m > g > text:last-child").allTextContents();
    assert.ok(said.length >= 7, `${said.length} marks`);
    for (const words of said) assert.ok(cells.map(figure).includes(figure(words)), `${words} is not in the table`);
  }
  const [mark, other] = await page.locator("#net-loss svg.w .m").all();
  const words = mark.locator("> g");
  const seen = () => words.evaluate((g) => getComputedStyle(g).display);
  assert.equal(await seen(), "none");
  await mark.scrollIntoViewIfNeeded();
  const { x, y, width } = await mark.locator("> rect").boundingBox();
  await page.mouse.move(x + width / 2, y + 4);
  assert.equal(await seen(), "inline");
  // Onto the words, over what belongs to the next mark, in steps as a hand does.
  const box = await words.boundingBox();
  await page.mouse.move(x + width / 2, box.y + box.height / 2, { steps: 5 });
  await page.mouse.move(box.x + box.width - 3, box.y + box.height / 2, { steps: 20 });
  assert.equal(await seen(), "inline", "one can point at the words themselves");
  await page.keyboard.press("Escape");
  assert.equal(await seen(), "none");
  await page.mouse.move(x + width / 2, y + 5);
  assert.equal(await seen(), "none", "it stays away while the pointer is on the chart");
  await page.locator("h1").hover();
  await other.scrollIntoViewIfNeeded();
  const next = await other.locator("> rect").boundingBox();
  await page.mouse.move(next.x + next.width / 2, next.y + 4);
  assert.equal(await other.locator("> g").evaluate((g) => getComputedStyle(g).display), "inline");
});
