// Lighthouse on the four pages that visitors see most. Accessibility, practices and findability must be whole; the
// speed of a busy machine is no property of a page, so it is printed (npm run lighthouse), as the median of five, which
// is what Lighthouse's own documentation asks for, and not judged here.
import assert from "node:assert/strict";
import { createServer } from "node:net";
import { test } from "node:test";
import lighthouse from "lighthouse";
import desktop from "lighthouse/core/config/desktop-config.js";
import { build, launch, remove, serve } from "./harness.js";

const SPEED = process.env.SPEED === "1";
const PAGES = ["", "filings/2008-08-11-second-quarter-results/", "financials/", "pipeline/"];
const freePort = () => new Promise((done) => {
  const probe = createServer().listen(0, "127.0.0.1", () => {
    const { port } = probe.address();
    probe.close(() => done(port));
  });
});

for (const [device, config] of [["phone", undefined], ["desktop", desktop]]) {
  test(`home, a filing, financials and pipeline, ${device}`, { skip: device === "desktop" && !SPEED }, async () => {
    const folder = build(".", "2026-01-01", "/");
    // robots.txt stands at the top of a host: the site is served there, as on a domain of its own.
    const server = await serve(folder, "/");
    const port = await freePort();
    const chromium = await launch({ args: [`--remote-debugging-port=${port}`] });
    const audit = async (path, onlyCategories) =>
      (await lighthouse(server.url + path, { port, onlyCategories, logLevel: "error" }, config)).lhr;
    const found = {};
    for (const path of PAGES) {
      const lhr = await audit(path, ["accessibility", "best-practices", "seo"]);
      for (const { id, score, auditRefs } of Object.values(lhr.categories)) {
        if (score === 1) continue;
        const failed = auditRefs.filter((ref) => ref.weight && (lhr.audits[ref.id].score ?? 1) < 1);
        found[`/${path} ${id}`] = failed.map((ref) => `${ref.id}: ${lhr.audits[ref.id].explanation ?? lhr.audits[ref.id].title}`);
      }
      if (!SPEED) continue;
      const runs = [];
      for (let run = 0; run < 5; run += 1) runs.push(Math.round((await audit(path, ["performance"])).categories.performance.score * 100));
      runs.sort((one, other) => one - other);
      console.log(`/${path}, ${device}: performance ${runs[2]} (${runs.join(", ")})`);
    }
    await chromium.close();
    server.close();
    remove([{ folder }]);
    assert.deepEqual(found, {});
  });
}
