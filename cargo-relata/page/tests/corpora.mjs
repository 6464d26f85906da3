// The graphs of real applications, as the command gives them for `tests/corpora`.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = new URL("../../../", import.meta.url);
const known = new Map();

/** The document itself. */
export const document = (name) => JSON.parse(readFileSync(new URL(`tests/corpora/${name}.json`, root), "utf8"));

/** The data of a document of the corpora. */
export function corpus(name) {
  if (!known.has(name)) known.set(name, graphOf(fileURLToPath(new URL(`tests/corpora/${name}.json`, root))));
  return known.get(name);
}

/** The data of the document in a file. Runs the command in $CARGO_RELATA, or builds it. */
export function graphOf(file) {
  const [command, ...first] = process.env.CARGO_RELATA ? [process.env.CARGO_RELATA] : ["cargo", "run", "--quiet", "--package", "cargo-relata", "--"];
  const html = execFileSync(command, [...first, "relata", "graph", file, "--format", "html"], { cwd: fileURLToPath(root), encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "inherit"] });
  const start = html.lastIndexOf('<script type="application/json"');
  return JSON.parse(html.slice(html.indexOf(">", start) + 1, html.indexOf("</script>", start)));
}
