// Measures times in milliseconds: `node tests/speed.mjs [FILE.html]`. The default is the sample of 1,000 models.
import { readFileSync } from "node:fs";
import { address } from "../src/address.js";
import { browser, drawn, open } from "./browser.mjs";
import { empty, large, page as fill } from "./samples.mjs";

const html = process.argv[2] ? readFileSync(process.argv[2], "utf8") : fill(large());
const chromium = await browser();
const at = (list, part) => [...list].sort((a, b) => a - b)[Math.floor(list.length * part)];

/** The times between frames while `act` is at work. */
async function frames(page, act) {
  await page.evaluate(() => {
    window.times = [];
    let last = performance.now();
    const frame = () => {
      const now = performance.now();
      window.times.push(now - last);
      last = now;
      window.frame = requestAnimationFrame(frame);
    };
    window.frame = requestAnimationFrame(frame);
  });
  await act(page.mouse);
  return page.evaluate(() => {
    cancelAnimationFrame(window.frame);
    return window.times.slice(1);
  });
}
async function drag(mouse) {
  await mouse.move(700, 700);
  await mouse.down();
  for (let i = 0; i < 60; i++) await mouse.move(700 + 3 * (i % 30), 700 - i);
  await mouse.up();
}
async function wheel(mouse) {
  await mouse.move(800, 500);
  for (let i = 0; i < 40; i++) await mouse.wheel({ deltaY: i < 20 ? -60 : 60 });
}
const results = {};
const report = (name, kind, times) => {
  results[name] = { ...results[name], [kind]: at(times, 0.5) };
  console.log(`${kind}, ${name}: median ${at(times, 0.5).toFixed(1)}, 95th ${at(times, 0.95).toFixed(1)}, worst ${Math.max(...times).toFixed(1)} a frame, ${times.length} frames`);
};

for (const [kind, text] of [["empty page", fill(empty())], ["graph", html]]) {
  const loads = [];
  let opened;
  for (let i = 0; i < 3; i++) {
    await opened?.close();
    opened = await open(chromium, text, { size: [1400, 900] });
    loads.push(await opened.page.evaluate(() => performance.getEntriesByName("drawn")[0].startTime));
  }
  const { page } = opened;
  console.log(`${kind}: load to drawn ${loads.map(Math.round).join(", ")}; ${await page.evaluate(() => document.querySelectorAll("*").length)} elements`);
  report("drag", kind, await frames(page, drag));
  report("wheel", kind, await frames(page, wheel));
  if (kind === "graph") {
    const data = await page.evaluate(() => JSON.parse(document.getElementById("graph-data").textContent));
    const lines = data.models.map(() => 0);
    for (const { from, to } of data.edges) [from, to].forEach((id) => (lines[id] += 1));
    const ms = await page.evaluate(async (hash) => {
      const start = performance.now();
      const there = new Promise((done) => addEventListener("popstate", done, { once: true }));
      location.hash = hash;
      await there;
      await new Promise(requestAnimationFrame);
      return performance.now() - start;
    }, address(data.models[lines.indexOf(Math.max(...lines))].path));
    console.log(`focus on the model with most lines (${Math.max(...lines)}): ${Math.round(ms)}`);
    await drawn(page);
    report("drag in focus", kind, await frames(page, drag));
    await page.evaluate(() => (location.hash = ""));
    await drawn(page);
    const group = await page.evaluate(() => document.querySelector("#canvas .box.group").dataset.key);
    await page.evaluate((key) => (location.hash = `#open=${encodeURIComponent(key)}`), group);
    await drawn(page);
    report("drag with a group open", kind, await frames(page, drag));
    report("wheel with a group open", kind, await frames(page, wheel));
  }
  console.log(opened.faults.join("\n"));
  await opened.close();
}
for (const [name, { "empty page": none, graph }] of Object.entries(results)) if (none) console.log(`${name}: ${(graph / none).toFixed(2)} times the empty page`);
await chromium.close();
