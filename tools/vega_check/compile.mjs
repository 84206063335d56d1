// Compiles Vega-Lite specifications, draws them, and prints what came of each:
//   node compile.mjs FILE...
// Exit status: 1 when one does not compile, brings a warning, or draws nothing.
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import * as vega from "vega";
import { compile } from "vega-lite";

let wrong = 0;
for (const file of process.argv.slice(2)) {
  const complaints = [];
  const logger = { level: () => logger, error: (...m) => (complaints.push(m.join(" ")), logger),
                   warn: (...m) => (complaints.push(m.join(" ")), logger), info: () => logger, debug: () => logger };
  let marks = 0;
  try {
    const spec = JSON.parse(readFileSync(file, "utf8"));
    if (!spec.$schema.includes("/vega-lite/v5")) complaints.push("is not of Vega-Lite 5");
    const view = new vega.View(vega.parse(compile(spec, { logger }).spec), { renderer: "none", logger });
    const svg = await view.toSVG();
    marks = (svg.match(/<(path|text|rect|line)\b/g) ?? []).length;
    if (marks < spec.data.values.length) complaints.push("draws less than its data");
    if (/NaN|undefined/.test(svg)) complaints.push("draws what is no number");
  } catch (error) {
    complaints.push(String(error.message ?? error));
  }
  wrong += complaints.length > 0;
  console.log(`${basename(file).padEnd(24)} ${complaints.length ? "WRONG " + complaints.join("; ") : `ok, ${marks} marks`}`);
}
process.exit(wrong ? 1 : 0);
