// Makes the pictures of the README: docs/images/*.png.
import { mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { build, launch, remove, repository, serve } from "./harness.js";

const SHOTS = [
  { name: "home", path: "index.html", width: 1280, height: 760, scale: 0.7 },
  { name: "statement", path: "filings/2008-08-11-second-quarter-results/index.html#income", width: 900, height: 520 },
  { name: "pipeline-dark", path: "pipeline/index.html#current", width: 900, height: 520, colorScheme: "dark" },
  { name: "phone", path: "financials/index.html#net-loss", width: 360, height: 560 },
];

const folder = build(".", "2026-01-01");
const server = await serve(folder);
const chromium = await launch();
const out = join(repository, "docs/images");
mkdirSync(out, { recursive: true });
let total = 0;
for (const { name, path, width, height, colorScheme, scale = 1 } of SHOTS) {
  const page = await chromium.newPage({ viewport: { width, height }, deviceScaleFactor: scale, colorScheme });
  await page.goto(server.url + path);
  const file = join(out, `${name}.png`);
  await page.screenshot({ path: file });
  total += statSync(file).size;
  console.log(`docs/images/${name}.png: ${statSync(file).size} bytes`);
  await page.close();
}
console.log(`${total} bytes in all`);
await chromium.close();
server.close();
remove([{ folder }]);
