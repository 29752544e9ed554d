// What every browser test needs: the built sites, a server for them, and Chromium.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join, posix, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { chromium } from "playwright-core";

export const repository = fileURLToPath(new URL("../..", import.meta.url));

// The folder under which the sites are served: they must work there as at the top of a host.
const BASE = "/ir/some-company/";

const TYPES = {
  css: "text/css",
  csv: "text/csv",
  html: "text/html; charset=utf-8",
  ics: "text/calendar",
  js: "text/javascript; charset=utf-8",
  json: "application/json",
  svg: "image/svg+xml",
  txt: "text/plain",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  xml: "application/xml",
};

function program() {
  const named = process.env.IR_SITE;
  const built = ["release", "debug"].map((profile) =>
    join(process.env.CARGO_TARGET_DIR ?? join(repository, "target"), profile, "ir-site"));
  const found = named ?? built.find(existsSync);
  if (!found) throw new Error("there is no program to test: run cargo build --release");
  return found;
}

function browser() {
  const names = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
  const found = names.find((name) => name && existsSync(name));
  if (!found) throw new Error("there is no Chromium: install the package chromium, or name one in CHROMIUM");
  return found;
}

/** Builds a site of the repository as it stands at an instant, for a host and a folder on it. */
export function build(root, asOf, base = BASE) {
  const out = join(mkdtempSync(join(tmpdir(), "ir-site-browser-")), "site");
  const asked = ["--root", join(repository, root), "build", "--out", out, "--as-of", asOf];
  execFileSync(program(), [...asked, "--base-url", `https://investors.example.com${base}`],
    { stdio: ["ignore", "ignore", "pipe"] });
  return out;
}

/** All files of a folder, as paths with slashes. */
export function files(folder) {
  const walk = (at) => readdirSync(at, { withFileTypes: true }).flatMap((entry) => {
    const path = join(at, entry.name);
    return entry.isDirectory() ? walk(path) : [relative(folder, path).split(sep).join(posix.sep)];
  });
  return walk(folder).sort();
}

export const pages = (folder) => files(folder).filter((path) => path.endsWith(".html"));

// The one page that has no address of its own: a host shows it at every address where there is nothing.
const MISSING = "no/page/is/here";

/** Where each page of a served folder is visited. */
export const visits = (folder) => pages(folder).map((path) => (path === "404.html" ? MISSING : path));

/** Serves a folder below a base path, as static hosts do: text compressed, kept for ten minutes, 404.html where there is nothing. */
export async function serve(folder, base = BASE) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://x").pathname);
    let file = path.startsWith(base) ? join(folder, path.slice(base.length)) : null;
    if (file && existsSync(file) && statSync(file).isDirectory()) file = join(file, "index.html");
    const status = file && existsSync(file) ? 200 : 404;
    if (status === 404) file = join(folder, "404.html");
    const type = TYPES[file.split(".").pop()] ?? "application/octet-stream";
    const packed = /^text|json|xml$/.test(type) && /\bgzip\b/.test(request.headers["accept-encoding"] ?? "");
    const bytes = readFileSync(file);
    response.writeHead(status, {
      "content-type": type,
      "cache-control": "max-age=600",
      vary: "accept-encoding",
      ...(packed ? { "content-encoding": "gzip" } : {}),
    });
    response.end(packed ? gzipSync(bytes) : bytes);
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const origin = `http://127.0.0.1:${server.address().port}`;
  return { origin, url: origin + base, close: () => server.close() };
}

/** The sites that are tested: EpiCept's as it is today, and the fictional one with a call ahead and notices. */
export function sites() {
  const built = [
    { name: "epicept", folder: build(".", "2026-01-01") },
    { name: "alder", folder: build("tests/fixtures/alder", "2024-02-12") },
    { name: "alder, later", folder: build("tests/fixtures/alder", "2024-11-01") },
  ];
  return built;
}

export const remove = (built) => built.forEach(({ folder }) => rmSync(join(folder, ".."), { recursive: true, force: true }));

export const launch = (options = {}) =>
  chromium.launch({ executablePath: browser(), args: ["--no-sandbox", "--disable-gpu", ...(options.args ?? [])] });

/** Notes what a page does that no page may: errors, and requests to elsewhere. */
export function watch(page, allowed) {
  const wrong = [];
  const missing = (url) => url.endsWith(MISSING);
  page.on("console", (message) => {
    if (missing(message.location().url) && /status of 404/.test(message.text())) return;
    if (["error", "warning"].includes(message.type())) wrong.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => wrong.push(`error: ${error.message}`));
  page.on("request", (request) => {
    if (!request.url().startsWith(allowed)) wrong.push(`request to ${request.url()}`);
  });
  // What a visit leaves unfinished when it goes on to the next page has not failed.
  page.on("requestfailed", (request) => {
    if (request.failure().errorText !== "net::ERR_ABORTED") wrong.push(`failed: ${request.url()}`);
  });
  page.on("response", (response) => {
    if ((response.status() >= 400) !== missing(response.url())) wrong.push(`${response.status()}: ${response.url()}`);
  });
  return wrong;
}

export const DESKTOP = { width: 1280, height: 900 };
export const PHONE = { width: 360, height: 740 };
