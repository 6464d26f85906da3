// Takes screenshots of samples and corpora in tests/screenshots/: `node tests/shots.mjs [PART OF A NAME] [FOLDER]`.
import { mkdirSync, readFileSync } from "node:fs";
import { address } from "../src/address.js";
import { browser, drawn, open } from "./browser.mjs";
import { corpus } from "./corpora.mjs";
import { empty, hostile, large, page as fill, small } from "./samples.mjs";

const folder = process.argv[3] ?? new URL("screenshots/", import.meta.url).pathname;
mkdirSync(folder, { recursive: true });
const first = 'document.querySelector("#finding-list button").click();';
const zoomIn = (n) => `for (let i = 0; i < ${n}; i++) document.getElementById("zoom-in").click();`;
const tab = (name) => `document.getElementById("tab-${name}").click();`;
const phone = [390, 844];
const of = (name, end) => address(corpus(name).models.find((model) => model.path.endsWith(end)).path);
const compared = () => {
  const data = small();
  Object.assign(data.models[3], { change: "added" });
  Object.assign(data.models[5], { change: "removed" });
  data.models[0].fields[1].change = "removed";
  data.models[0].fields[2].change = "added";
  data.models[0].relations[0].change = "changed";
  Object.assign(data.edges[2], { change: "added" });
  return data;
};
const programs = () => ({ ...small(), programs: [{ name: "shop", models: [0, 1, 2, 3] }, { name: "office", models: [4, 5, 6] }] });
const thousand = () => large();
const shots = {
  "kellnr": [() => corpus("kellnr")],
  "kellnr-dark": [() => corpus("kellnr"), { dark: true }],
  "kellnr-phone": [() => corpus("kellnr"), { size: phone }],
  "kellnr-phone-dark": [() => corpus("kellnr"), { size: phone, dark: true }],
  "kellnr-rows": [() => corpus("kellnr"), { size: [1920, 1400], run: 'document.getElementById("panels").click();' }],
  "kellnr-selected": [() => corpus("kellnr"), { hash: () => of("kellnr", "::krate::Model") }],
  "kellnr-focus": [() => corpus("kellnr"), { hash: () => `${of("kellnr", "::krate::Model")}&view=focus` }],
  "galaxy": [() => corpus("galaxy")],
  "galaxy-dark": [() => corpus("galaxy"), { dark: true }],
  "galaxy-phone": [() => corpus("galaxy"), { size: phone }],
  "galaxy-phone-dark": [() => corpus("galaxy"), { size: phone, dark: true }],
  "galaxy-group": [() => corpus("galaxy"), { run: '[...document.querySelectorAll("#canvas .box")].find((box) => box.getAttribute("aria-label").startsWith("Library")).dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));' }],
  "galaxy-focus": [() => corpus("galaxy"), { hash: () => of("galaxy", "::Job"), dark: true }],
  "galaxy-hub": [() => corpus("galaxy"), { hash: () => of("galaxy", "::User") }],
  "netbox": [() => corpus("netbox")],
  "netbox-dark": [() => corpus("netbox"), { dark: true }],
  "netbox-phone": [() => corpus("netbox"), { size: phone }],
  "netbox-phone-dark": [() => corpus("netbox"), { size: phone, dark: true }],
  "netbox-ipam": [() => corpus("netbox"), { hash: () => "#open=ipam" }],
  "netbox-dcim": [() => corpus("netbox"), { hash: () => "#open=dcim", size: [1920, 1080] }],
  "netbox-device": [() => corpus("netbox"), { hash: () => of("netbox", "::Device"), size: [1600, 1000] }],
  "netbox-device-phone": [() => corpus("netbox"), { hash: () => of("netbox", "::Device"), size: phone }],
  "netbox-path": [() => corpus("netbox"), { hash: () => `${of("netbox", "::Cable")}&to=${of("netbox", "::Tenant").slice(7)}` }],
  "saleor": [() => corpus("saleor")],
  "airflow": [() => corpus("airflow")],
  "crates_io": [() => corpus("crates_io")],
  "thousand": [thousand],
  "thousand-dark": [thousand, { dark: true }],
  "thousand-phone": [thousand, { size: phone }],
  "thousand-phone-dark": [thousand, { size: phone, dark: true }],
  "thousand-group": [thousand, { hash: () => "#open=crm" }],
  "thousand-focus": [thousand, { run: first }],
  "small": [small],
  "small-near": [small, { run: zoomIn(2) }],
  "small-legend": [small, { run: 'document.querySelector(".legend").open = true;' }],
  "small-models": [small, { run: tab("models") }],
  "small-search": [small, { run: 'const s = document.getElementById("search"); s.focus(); s.value = "invoice"; s.dispatchEvent(new Event("input")); s.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowDown" }));' }],
  "small-export": [small, { run: 'document.getElementById("export").open = true; document.getElementById("copy-mermaid").click();' }],
  "diff": [compared, { size: [1920, 1000] }],
  "programs": [programs, { size: [1920, 1000] }],
  "hostile": [hostile],
  "hostile-selected": [hostile, { run: 'document.querySelectorAll("#finding-list button")[4].click();' }],
  "empty": [empty],
  "blank": [() => null],
  "licences": [small, { run: 'document.querySelectorAll("footer details")[1].open = true;' }],
};
const chromium = await browser();
for (const [name, [make, options = {}]] of Object.entries(shots)) {
  if (process.argv[2] && !name.match(process.argv[2])) continue;
  const data = make();
  const html = data ? fill(data) : readFileSync(new URL("../dist/graph.html", import.meta.url), "utf8");
  const { page, faults, close } = await open(chromium, html, { size: [1440, 900], ...options, hash: options.hash?.() ?? "", wait: Boolean(data) });
  if (options.run) await page.evaluate(options.run);
  await new Promise((done) => setTimeout(done, 300));
  if (data) await drawn(page);
  await page.screenshot({ path: `${folder}/${name}.png` });
  console.log(name, faults.join("; "));
  await close();
}
await chromium.close();
