// Visits under other conditions: no script, print, larger text, less motion, forced colors.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DESKTOP, PHONE, launch, remove, serve, sites, visits } from "./harness.js";

let built, chromium, server;
before(async () => {
  built = sites();
  chromium = await launch();
  server = await serve(built[0].folder);
});
after(async () => {
  await chromium.close();
  server.close();
  remove(built);
});

const visit = async (options, look) => {
  const context = await chromium.newContext({ viewport: DESKTOP, ...options });
  const page = await context.newPage();
  for (const path of visits(built[0].folder)) {
    await page.goto(server.url + path);
    await look(page, path);
  }
  await context.close();
};

test("without JavaScript every list is whole, and no control stands there that does nothing", async () => {
  await visit({ javaScriptEnabled: false }, async (page, path) => {
    assert.equal(await page.locator("select:visible, button:visible, input:visible").count(), 0, path);
    assert.equal(await page.locator("main [hidden]:not([data-filter])").count(), 0, path);
  });
  const context = await chromium.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${server.url}news/index.html`);
  assert.equal(await page.locator("main h3:visible").count(), 2);
  await page.getByRole("link", { name: "Search" }).click();
  assert.ok(await page.locator("noscript p").isVisible());
  const places = await page.locator("main .list a").allTextContents();
  for (const place of ["News", "SEC filings", "Financials", "Pipeline", "Events"]) assert.ok(places.includes(place), place);
  await context.close();
});

test("on paper nothing is cut off", async () => {
  // A4 less the margins of the style sheet, in CSS pixels.
  const paper = { width: Math.round((210 - 32) / 25.4 * 96), height: 1000 };
  await visit({ viewport: paper }, async (page, path) => {
    await page.emulateMedia({ media: "print" });
    const cut = await page.evaluate(() => [...document.querySelectorAll("body *")].filter((e) => {
      const style = getComputedStyle(e);
      return style.clipPath === "none" && e.clientWidth > 0 && e.scrollWidth > e.clientWidth + 1
        && style.display !== "inline" && style.overflowX !== "visible";
    }).map((e) => e.outerHTML.slice(0, 100)));
    assert.deepEqual(cut, [], path);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `${path} is ${wide} px wider than the paper`);
    const inked = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    assert.match(inked, /rgb\(255, 255, 255\)|rgba\(0, 0, 0, 0\)/, path);
    await page.emulateMedia({ media: null });
    const pdf = await page.pdf({ format: "A4" });
    assert.equal(pdf.subarray(0, 5).toString(), "%PDF-");
    assert.ok(pdf.length > 5000, path);
  });
});

test("with text twice as large nothing is lost or overlaps", async () => {
  for (const viewport of [DESKTOP, PHONE]) {
    await visit({ viewport }, async (page, path) => {
      await page.evaluate(() => {
        document.documentElement.style.fontSize = "200%";
      });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(wide <= 0, `${path} is ${wide} px too wide at ${viewport.width} px`);
      const clipped = await page.$$eval("main *, header *, footer *", (all) => all.filter((e) => {
        const style = getComputedStyle(e);
        return style.overflowY === "hidden" && style.clipPath === "none" && e.scrollHeight > e.clientHeight + 1 && !e.closest("svg, .vh");
      }).map((e) => e.outerHTML.slice(0, 80)));
      assert.deepEqual(clipped, [], path);
    });
  }
});

test("with less motion nothing moves", async () => {
  await visit({ reducedMotion: "reduce" }, async (page, path) => {
    const moving = await page.$$eval("*", (all) => all.filter((e) => {
      const style = getComputedStyle(e);
      return parseFloat(style.animationDuration) > 0 || parseFloat(style.transitionDuration) > 0 || style.scrollBehavior === "smooth";
    }).map((e) => e.outerHTML.slice(0, 80)));
    assert.deepEqual(moving, [], path);
  });
});

test("with forced colors links, bars and the focus can be told from the ground", async () => {
  await visit({ forcedColors: "active" }, async (page, path) => {
    const alike = await page.$$eval("main a, .bar > span:not(.plan)", (all) => all.filter((e) => {
      const style = getComputedStyle(e);
      if (e.closest("svg")) return false;
      const ground = getComputedStyle(document.body).backgroundColor;
      return e.matches("a") ? style.color === ground : style.backgroundColor === ground;
    }).map((e) => e.outerHTML.slice(0, 80)));
    assert.deepEqual(alike, [], path);
    const shapes = await page.$$eval("svg rect, svg path, svg line", (all) => all.filter((e) => {
      const style = getComputedStyle(e);
      const ground = getComputedStyle(document.body).backgroundColor;
      const drawn = [style.fill, style.stroke].filter((paint) => paint !== "none");
      return drawn.length && drawn.every((paint) => paint === ground) && e.getBoundingClientRect().width > 2;
    }).length);
    const drawn = await page.locator("svg rect, svg path, svg line").count();
    assert.ok(drawn === 0 || shapes < drawn / 2, `${path}: ${shapes} of ${drawn} shapes cannot be seen`);
  });
});

test("named figures stand clear of each other, whatever the currency and the width", async () => {
  for (const { name, folder } of built) {
    const own = await serve(folder);
    const page = await chromium.newPage();
    for (const path of ["index.html", "financials/index.html"]) {
      await page.goto(own.url + path);
      for (const width of [320, 360, 768, 1024, 1280, 1600]) {
        await page.setViewportSize({ width, height: 800 });
        const clashes = await page.$$eval("main dl.lead, main dl.strip", (lists) => lists.flatMap((list) => {
          const words = [...list.children].map((part) => {
            const range = document.createRange();
            const texts = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
            const rects = [];
            while (texts.nextNode()) {
              if (texts.currentNode.parentElement.closest(".vh")) continue;
              range.selectNodeContents(texts.currentNode);
              rects.push(...range.getClientRects());
            }
            return rects;
          });
          const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 4 && b.top < a.bottom - 4;
          return words.flatMap((own, at) => words.slice(at + 1).filter((other) => own.some((a) => other.some((b) => meet(a, b)))))
            .map(() => list.textContent.trim().slice(0, 60));
        }));
        assert.deepEqual(clashes, [], `${name}/${path} at ${width} px`);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(wide <= 0, `${name}/${path} at ${width} px is ${wide} px too wide`);
      }
    }
    await page.close();
    own.close();
  }
});
