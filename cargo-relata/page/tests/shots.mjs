// Takes screenshots of all samples in tests/screenshots/: `node tests/shots.mjs`.
import { mkdirSync, readFileSync } from "node:fs";
import { browser, drawn, open } from "./browser.mjs";
import { empty, hostile, large, page as fill, small } from "./samples.mjs";

const folder = new URL("screenshots/", import.meta.url).pathname;
mkdirSync(folder, { recursive: true });
const first = 'document.querySelector("#finding-list button").click();';
const steps = (n) => `document.querySelector('[data-steps="${n}"]').click();`;
const zoomIn = (n) => `for (let i = 0; i < ${n}; i++) document.getElementById("zoom-in").click();`;
const tab = (name) => `document.getElementById("tab-${name}").click();`;
const phone = [390, 844];
const shots = {
  "small": [small()],
  "small-dark-selected": [small(), { dark: true, run: first }],
  "small-legend": [small(), { run: 'document.querySelector(".legend").open = true;' }],
  "small-models": [small(), { run: tab("models") }],
  "small-focus": [small(), { run: first + steps(1) }],
  "small-search": [small(), { run: 'const s = document.getElementById("search"); s.focus(); s.value = "invoice"; s.dispatchEvent(new Event("input")); s.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowDown" }));' }],
  "large": [large()],
  "large-dark": [large(), { dark: true }],
  "large-wide": [large(), { size: [1920, 1080] }],
  "large-closer": [large(), { run: zoomIn(3) }],
  "large-close": [large(), { run: zoomIn(7) }],
  "large-selected": [large(), { run: first }],
  "large-focus-1": [large(), { run: first + steps(1) }],
  "large-focus-2": [large(), { dark: true, run: first + steps(2) }],
  "large-focus-3": [large(), { run: first + steps(3) }],
  "large-broken": [large(), { run: 'document.getElementById("only-broken").click();' }],
  "large-crates": [large(), { run: `${tab("crates")} document.getElementById("crates-none").click(); document.querySelectorAll("#crate-list input")[3].click(); document.querySelectorAll("#crate-list input")[5].click();` }],
  "one-crate": [large({ crates: 1, findings: 0, modules: 30 })],
  "hostile": [hostile()],
  "hostile-selected": [hostile(), { run: 'document.querySelectorAll("#finding-list button")[4].click();' }],
  "hostile-models": [hostile(), { dark: true, run: tab("models") }],
  "empty": [empty()],
  "blank": [null],
  "phone": [large(), { size: phone }],
  "phone-selected": [small(), { size: phone, run: first + steps(1) }],
  "phone-dark-page": [small(), { size: phone, dark: true, run: first, whole: true }],
  "licences": [small(), { run: 'document.querySelectorAll("footer details")[1].open = true;' }],
  "keys": [small(), { run: 'document.querySelector("footer details").open = true;' }],
};
const chromium = await browser();
for (const [name, [data, options = {}]] of Object.entries(shots)) {
  if (process.argv[2] && !name.includes(process.argv[2])) continue;
  const html = data ? fill(data) : readFileSync(new URL("../dist/graph.html", import.meta.url), "utf8");
  const { page, faults, close } = await open(chromium, html, { ...options, wait: Boolean(data) });
  if (options.run) await page.evaluate(options.run);
  await new Promise((done) => setTimeout(done, 300));
  if (data) await drawn(page);
  await new Promise((done) => setTimeout(done, 500));
  await page.screenshot({ path: `${folder}${name}.png`, fullPage: options.whole });
  console.log(name, faults.join("; "));
  await close();
}
await chromium.close();
