// Times what an editor waits for: from saving a file of the example site to the page loaded again in Chromium.
//
//   cargo build --release
//   NODE_PATH=…/node_modules CHROMIUM=/usr/bin/chromium node benches/reload.mjs [ROUNDS]
//
// Needs playwright-core and a Chromium. Prints the median and the slowest round in milliseconds.
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const { chromium } = createRequire(import.meta.url)("playwright-core");
const repository = fileURLToPath(new URL("..", import.meta.url));
const rounds = Number(process.argv[2] ?? 40);

const root = mkdtempSync(join(tmpdir(), "reload-"));
cpSync(join(repository, "content"), join(root, "content"), { recursive: true });
const program = process.env.IR_SITE ?? join(repository, "target/release/ir-site");
const server = spawn(program, ["--root", root, "serve", "--port", "0"], { stdio: ["ignore", "ignore", "pipe"] });
let address;
for await (const line of createInterface({ input: server.stderr })) {
  address = line.match(/^serving (\S+)/)?.[1];
  if (address) break;
}
server.stderr.resume();

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
const page = await browser.newPage();
const refused = [];
page.on("console", (message) => message.type() === "error" && refused.push(message.text()));
page.on("pageerror", (error) => refused.push(String(error)));
await page.goto(`${address}liquidity/index.html`);
await page.waitForTimeout(200);

const file = join(root, "content/pages/liquidity.md");
const text = readFileSync(file, "utf8");
const times = [];
for (let round = 0; round < rounds; round += 1) {
  const words = `Round ${round} of ${rounds}.`;
  const loaded = page.waitForEvent("load");
  const start = performance.now();
  writeFileSync(file, `${text}\n${words}\n`);
  await loaded;
  times.push(performance.now() - start);
  if (!(await page.content()).includes(words)) throw new Error(`round ${round}: an older page was loaded`);
  // The page listens again before the next change is saved.
  await page.waitForTimeout(60);
}
await browser.close();
server.kill();
rmSync(root, { recursive: true });
times.sort((a, b) => a - b);
const shown = (time) => `${time.toFixed(0)} ms`;
console.log(`${rounds} rounds: median ${shown(times[rounds >> 1])}, slowest ${shown(times.at(-1))}`);
if (refused.length > 0) throw new Error(`the browser refused something: ${refused.join("; ")}`);
