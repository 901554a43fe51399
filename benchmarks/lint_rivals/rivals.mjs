// Reads {"posts": [...], "rounds": n} on standard input; writes, for each rival, its best processor time over the posts and what it found.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const require = createRequire(process.cwd() + "/");
const load = async (name) => import(pathToFileURL(require.resolve(name)).href);
const { posts, rounds } = JSON.parse(readFileSync(0, "utf8"));

const alex = await import(pathToFileURL(process.cwd() + "/node_modules/alex/index.js").href);
const writeGood = require("write-good");
const { TextlintKernel } = require("@textlint/kernel");
const plain = require("@textlint/textlint-plugin-text");
const good = require("textlint-rule-write-good");
const spelling = require("textlint-rule-common-misspellings");
const kernel = new TextlintKernel();
const rule = (module) => module.default ?? module;
const options = {
  ext: ".txt",
  plugins: [{ pluginId: "text", plugin: rule(plain) }],
  rules: [{ ruleId: "write-good", rule: rule(good) }, { ruleId: "common-misspellings", rule: rule(spelling) }],
};

const rivals = {
  "alex 11": async (text) => (alex.text ?? alex.default.text)(text).messages.map((m) => m.ruleId),
  "write-good 1": async (text) => writeGood(text).map((m) => m.reason.replace(/^"[^"]*" /, "")),
  "textlint 15": async (text) => (await kernel.lintText(text, options)).messages.map((m) => m.ruleId),
};

const answer = {};
for (const [name, lint] of Object.entries(rivals)) {
  const found = [];
  for (const text of posts) found.push(await lint(text));
  let best = Infinity;
  for (let round = 0; round < rounds; round++) {
    const start = process.cpuUsage();
    for (const text of posts) await lint(text);
    const { user, system } = process.cpuUsage(start);
    best = Math.min(best, user + system);
  }
  answer[name] = { seconds: best / 1e6, found };
}
process.stdout.write(JSON.stringify(answer));
