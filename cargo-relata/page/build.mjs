// Builds dist/graph.html and LICENSES-THIRD-PARTY.txt from src/ and the libraries in node_modules.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const here = new URL(".", import.meta.url);
const text = (path) => readFileSync(new URL(path, here), "utf8");
const hash = (content) => `sha256-${createHash("sha256").update(content).digest("base64")}`;
const placeholder = '"RELATA_GRAPH_DATA"';

const options = { absWorkingDir: new URL(".", here).pathname, bundle: true, minify: true, write: false, charset: "utf8", legalComments: "none", logLevel: "warning" };
const script = await build({
  ...options, entryPoints: ["src/main.js"], format: "iife", metafile: true, target: ["chrome111", "firefox113", "safari16.4"],
  define: { "process.env.NODE_ENV": '"production"' } });
const style = await build({ ...options, entryPoints: ["src/style.css"] });

// The packages of the bundled files.
const bundled = ["@dagrejs/graphlib"]; // dagre contains it.
const packages = [...new Set([...bundled, ...Object.keys(script.metafile.inputs).flatMap((file) => file.match(/node_modules\/((?:@[^/]+\/)?[^/]+)\//)?.[1] ?? [])])].sort();
const licences = packages.map((name) => {
  const folder = `node_modules/${name}/`;
  const { version, license } = JSON.parse(text(`${folder}package.json`));
  const file = readdirSync(new URL(folder, here)).find((entry) => /^licen[cs]e/i.test(entry));
  if (!file) throw new Error(`${name} has no licence file`);
  return `${name} ${version} (${license})\n\n${text(folder + file).replace(/\r\n/g, "\n").trim()}\n`;
});
const notice = `The page that \`cargo relata graph --format html\` writes contains these libraries.\n\n${licences.join(`\n${"-".repeat(72)}\n\n`)}`;

// The command prints no control characters. In a script they occur only in strings, where an escape means the same.
const js = script.outputFiles[0].text.trim().replace(/[\x00-\x09\x0b-\x1f\x7f]/g, (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, "0")}`);
const css = style.outputFiles[0].text.trim();
if (/<\/script|<!--/i.test(js)) throw new Error("the script contains `</script` or `<!--`");
if (/<\/style/i.test(css)) throw new Error("the style contains `</style`");
const parts = {
  SCRIPT: js, STYLE: css, SCRIPT_HASH: hash(js), STYLE_HASH: hash(css),
  LICENCES: notice.replace(/&/g, "&amp;").replace(/</g, "&lt;"),
};
const html = text("src/index.html").replace(/%([A-Z_]+)%/g, (_, name) => {
  if (!(name in parts)) throw new Error(`src/index.html contains an unknown placeholder ${name}`);
  return parts[name];
});
const found = html.split(placeholder).length - 1;
if (found !== 1) throw new Error(`expected ${placeholder} once, found it ${found} times`);

mkdirSync(new URL("dist", here), { recursive: true });
writeFileSync(new URL("dist/graph.html", here), html);
writeFileSync(new URL("LICENSES-THIRD-PARTY.txt", here), notice);
console.log(`dist/graph.html: ${Buffer.byteLength(html)} bytes; contains ${packages.join(", ")}`);
