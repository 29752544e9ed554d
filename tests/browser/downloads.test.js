// Every file that is offered opens in a program for files of its kind.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { parse } from "csv-parse/sync";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import ICAL from "ical.js";
import readExcel from "read-excel-file/node";
import { files, launch, pages, remove, serve, sites } from "./harness.js";

let built;
before(() => {
  built = sites();
});
after(() => remove(built));

const each = (ending) => built.flatMap(({ name, folder }) =>
  files(folder).filter((path) => path.endsWith(ending)).map((path) => ({ name: `${name}/${path}`, path: join(folder, path) })));

test("every download that a page offers is there, and of its kind", async () => {
  const chromium = await launch();
  for (const { name, folder } of built) {
    const server = await serve(folder);
    const page = await chromium.newPage();
    const offered = new Set();
    for (const path of pages(folder).filter((path) => path !== "404.html")) {
      await page.goto(server.url + path);
      for (const href of await page.$$eval("a[href]", (all) => all.map(({ href }) => href))) {
        if (href.startsWith(server.url) && !/\.html(#|$)/.test(href)) offered.add(href);
      }
    }
    assert.ok(offered.size > 5, name);
    for (const href of offered) {
      const response = await page.request.get(href);
      assert.equal(response.status(), 200, href);
      assert.ok((await response.body()).length > 0, href);
    }
    await page.close();
    server.close();
  }
  await chromium.close();
});

test("a table that is copied brings figures, and no words that are meant for the ear", async () => {
  const chromium = await launch();
  const server = await serve(built[0].folder);
  const context = await chromium.newContext({ permissions: ["clipboard-read", "clipboard-write"] });
  const page = await context.newPage();
  await page.goto(`${server.url}financials/periods/index.html`);
  await page.evaluate(() => getSelection().selectAllChildren(document.querySelector("#quarters table")));
  await page.keyboard.press("Control+C");
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  const line = copied.split("\n").find((row) => row.startsWith("Net loss\t")).split("\t").map((cell) => cell.trim());
  assert.deepEqual(line, ["Net loss", "(7,765)", "(6,077)", "(7,044)", "(7,674)", "(7,321)", "(47,626)", "(3,111)", "(1,586)"]);
  await chromium.close();
  server.close();
});

test("CSV: every record has as many cells as its head, and no cell is a formula", () => {
  const found = each(".csv");
  assert.ok(found.length > 8);
  for (const { name, path } of found) {
    const records = parse(readFileSync(path));
    assert.ok(records.length > 1, name);
    for (const cell of records.flat()) {
      if (/^[=+@\t\r]/.test(cell) || /^-/.test(cell)) assert.match(cell, /^-(-|[\d.,]+%?)$/, name);
    }
  }
});

test("XLSX: figures are numbers, and those of the CSV", async () => {
  for (const { name, folder } of built) {
    const sheets = await readExcel(join(folder, "data/financials.xlsx"));
    const names = sheets.map(({ sheet }) => sheet);
    assert.equal(names[0], "About", name);
    assert.equal(names.at(-1), "Sources", name);
    const csv = parse(readFileSync(join(folder, "data/financials.csv")), { columns: true });
    const rows = sheets.slice(1, -1).flatMap(({ data: [head, ...rows] }) =>
      rows.map((row) => Object.fromEntries(head.map((column, at) => [column, row[at]]))));
    assert.equal(rows.length, csv.length, name);
    let numbers = 0;
    for (const [at, row] of rows.entries()) {
      for (const [column, cell] of Object.entries(row)) {
        if (typeof cell !== "number") continue;
        assert.equal(cell, Number(csv[at][column]), `${name}: ${column} of ${row.label}`);
        numbers += 1;
      }
    }
    assert.ok(numbers > 20, name);
    const facts = parse(readFileSync(join(folder, "data/facts.csv")));
    assert.equal(sheets.at(-1).data.length, facts.length, name);
  }
});

test("JSON: the facts of the CSV", () => {
  for (const { name, folder } of built) {
    const { facts } = JSON.parse(readFileSync(join(folder, "data/facts.json")));
    const csv = parse(readFileSync(join(folder, "data/facts.csv")), { columns: true });
    assert.deepEqual(facts.map(({ concept, end }) => [concept, end]), csv.map(({ concept, end }) => [concept, end]), name);
  }
});

test("Atom: entries with ids, dates and links", () => {
  for (const { name, path } of each("atom.xml")) {
    const text = readFileSync(path, "utf8");
    assert.equal(XMLValidator.validate(text), true, name);
    const { feed } = new XMLParser({ ignoreAttributes: false, isArray: (tag) => tag === "entry" }).parse(text);
    assert.ok(feed.id && feed.title && feed.entry.length >= 1, name);
    for (const entry of feed.entry) {
      assert.match(entry.id, /^urn:uuid:/);
      assert.ok(!Number.isNaN(Date.parse(entry.updated)) && entry.title, name);
      assert.match(entry.link["@_href"], /^https?:/);
    }
  }
  for (const { name, path } of each("sitemap.xml")) {
    const { urlset } = new XMLParser({ isArray: (tag) => tag === "url" }).parse(readFileSync(path));
    const locations = urlset.url.map(({ loc }) => loc);
    for (const page of ["data/", "search/"]) assert.ok(locations.some((loc) => loc.endsWith(page)), `${name}: ${page}`);
  }
});

test("ICS: events with a start, a name and an id of their own", () => {
  const found = each(".ics");
  assert.ok(found.length > 4);
  for (const { name, path } of found) {
    const calendar = new ICAL.Component(ICAL.parse(readFileSync(path, "utf8")));
    assert.equal(calendar.getFirstPropertyValue("version"), "2.0", name);
    const events = calendar.getAllSubcomponents("vevent").map((event) => new ICAL.Event(event));
    assert.ok(events.length >= 1, name);
    assert.equal(new Set(events.map(({ uid }) => uid)).size, events.length, name);
    for (const event of events) assert.ok(event.summary && event.startDate.toJSDate() > 0, name);
  }
});

test("SVG: charts stand alone as images", async () => {
  const chromium = await launch();
  const { folder } = built[0];
  const server = await serve(folder);
  const page = await chromium.newPage();
  for (const path of files(folder).filter((path) => path.endsWith(".svg"))) {
    await page.goto(server.url);
    const width = await page.evaluate((src) => new Promise((done, failed) => {
      const image = new Image();
      image.onload = () => done(image.naturalWidth);
      image.onerror = failed;
      image.src = src;
    }), server.url + path);
    assert.ok(width > 0, path);
  }
  server.close();
  await chromium.close();
});
