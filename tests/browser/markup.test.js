// Two validators read every page.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { HtmlValidate } from "html-validate";
import { pages, remove, sites } from "./harness.js";

let built;
before(() => {
  built = sites();
});
after(() => remove(built));

test("html-validate finds nothing", async () => {
  const validator = new HtmlValidate({ extends: ["html-validate:recommended"] });
  const found = [];
  for (const { folder } of built) {
    for (const path of pages(folder)) {
      const { results } = await validator.validateFile(join(folder, path));
      for (const { ruleId, line, message } of results.flatMap(({ messages }) => messages)) {
        found.push(`${path}:${line}: ${message} (${ruleId})`);
      }
    }
  }
  assert.deepEqual(found, []);
});

test("the Nu HTML checker finds nothing", () => {
  const jar = createRequire(import.meta.url).resolve("vnu-jar/build/dist/vnu.jar");
  const asked = ["-jar", jar, "--skip-non-html", "--errors-only", "--exit-zero-always", "--stdout", "--format", "json"];
  const found = execFileSync("java", [...asked, ...built.map(({ folder }) => folder)], { encoding: "utf8" });
  const messages = JSON.parse(found).messages.map(({ url, lastLine, message }) => `${url}:${lastLine}: ${message}`);
  assert.deepEqual(messages, []);
});
