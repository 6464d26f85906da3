// The graphs of real applications, as the command gives them for `tests/corpora`.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = new URL("../../../", import.meta.url);
const known = new Map();

/** The data of a document. Runs the command in $CARGO_RELATA, or builds it. */
export function corpus(name) {
  if (!known.has(name)) {
    const [command, ...first] = process.env.CARGO_RELATA ? [process.env.CARGO_RELATA] : ["cargo", "run", "--quiet", "--package", "cargo-relata", "--"];
    const file = fileURLToPath(new URL(`tests/corpora/${name}.json`, root));
    const html = execFileSync(command, [...first, "relata", "graph", file, "--format", "html"], { cwd: fileURLToPath(root), encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "inherit"] });
    const start = html.lastIndexOf('<script type="application/json"');
    known.set(name, JSON.parse(html.slice(html.indexOf(">", start) + 1, html.indexOf("</script>", start))));
  }
  return known.get(name);
}
