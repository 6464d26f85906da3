// Measures the pictures of real applications and of large graphs, from the elements that are drawn.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { index } from "../src/data.js";
import { address } from "../src/address.js";
import { browser, drawn, open } from "./browser.mjs";
import { corpus, document, graphOf } from "./corpora.mjs";
import { measure, rowErrors, unfold } from "./measure.mjs";
import { large, page as fill } from "./samples.mjs";

let chromium;
before(async () => {
  chromium = await browser();
});
after(() => chromium.close());

async function visit(data, options, check) {
  const opened = await open(chromium, fill(data), options);
  try {
    await check(opened.page, opened);
    assert.deepEqual(opened.faults, []);
  } finally {
    await opened.close();
  }
}

/** What holds at every zoom. */
function readable(found, what) {
  assert.ok(found.smallest >= 11, `${what}: text of ${found.smallest.toFixed(1)} px`);
  assert.equal(found.overlappingTexts, 0, `${what}: texts that overlap`);
  assert.equal(found.overlappingBoxes, 0, `${what}: boxes that overlap`);
  assert.ok(found.elements <= 3000, `${what}: ${found.elements} elements`);
}

/** What holds for the whole picture at zoom 1. */
function sound(found, what, along) {
  assert.ok(found.smallest >= 11, what);
  assert.equal(found.overlappingTexts, 0, `${what}: texts that overlap`);
  assert.equal(found.overlappingBoxes, 0, `${what}: boxes that overlap`);
  assert.equal(found.through, 0, `${what}: lines in boxes: ${found.entering}`);
  assert.ok(found.side <= 1, `${what}: a line ends ${found.side} px from a box`);
  assert.ok(found.along <= along, `${what}: ${found.along} px of lines on each other`);
}

const path = (data, end) => data.models.find((model) => model.path.endsWith(end)).path;

/** [corpus, address, the most crossings that there were when this was written, kind of picture, px of lines on each other then] */
const pictures = [
  ["kellnr", () => "", 14, "whole"],
  ["kellnr", () => "#columns=keys", 18, "whole"],
  ["kellnr", () => "#columns=names", 40, "whole"],
  ["crates_io", () => "", 8, "whole"],
  ["airflow", () => "#columns=keys", 160, "whole"],
  ["saleor", () => "", 30, "overview"],
  ["galaxy", () => "", 30, "overview"],
  ["netbox", () => "", 10, "overview"],
  ["netbox", () => "#open=ipam", 20, "overview"],
  ["netbox", () => "#open=dcim", 320, "overview", 160],
  ["netbox", (data) => address(path(data, "::Device")), 0, "focus"],
  ["galaxy", (data) => address(path(data, "::Job")), 0, "focus"],
  ["galaxy", (data) => address(path(data, "::HistoryDatasetAssociation")), 5, "focus"],
  ["kellnr", (data) => `${address(path(data, "::krate::Model"))}&view=focus`, 0, "focus"],
];

for (const [name, hash, most, kind, along = 0] of pictures) {
  test(`${name} ${kind} ${hash(corpus(name)).slice(0, 60)}`, async () => {
    const data = corpus(name);
    await visit(data, { hash: hash(data), size: [1440, 900] }, async (page) => {
      assert.equal(await page.$eval("#canvas", (canvas) => canvas.dataset.kind), kind);
      const first = await measure(page);
      readable(first, "at the start");
      assert.ok(first.names > 0, "names are readable");
      if (kind === "overview") {
        const words = await page.$eval("#left-out", (found) => found.textContent);
        const numbers = words.replaceAll(",", "").match(/\d+/g).map(Number);
        assert.equal(numbers.pop(), data.edges.length, words);
        assert.equal(numbers.reduce((a, b) => a + b, 0), data.edges.length, `drawn and left out are all: ${words}`);
        if (!hash(data)) assert.ok(first.lines <= 120);
      }
      await unfold(page);
      const found = await measure(page);
      const { worst, where, compared } = await rowErrors(page, index(data));
      assert.ok(worst <= 1, `a line ends ${worst} px from the middle of its row: ${where}`);
      const aspect = found.width / found.height / (1440 / 900);
      console.log(`${name} ${kind} ${hash(data).slice(0, 40)}: ${found.boxes} boxes, ${found.lines} lines, ${found.crossings} crossings, ${found.along} px along, ${found.width} x ${found.height}, ${Math.round(found.filled * 100)} % filled, zoom ${first.zoom.toFixed(2)} at first, ${first.elements} elements, ${compared} ends compared`);
      sound(found, "unfolded", along);
      assert.ok(found.crossings <= most, `${found.crossings} crossings`);
      if (kind === "whole") assert.ok(aspect > 0.4 && aspect < 2.5 && found.filled > 0.1, `aspect ${aspect}, filled ${found.filled}`);
    });
  });
}

/** The milliseconds until the picture is there, after a change of the address. */
const timed = (page, hash) => page.evaluate(async (wanted) => {
  const start = performance.now();
  const there = new Promise((done) => addEventListener("popstate", done, { once: true }));
  location.hash = wanted;
  await there;
  await new Promise(requestAnimationFrame);
  return performance.now() - start;
}, hash);

for (const [name, data] of [["1,000 models, 3,000 relations", large()], ["10,000 models, 30,000 relations", large({ models: 10000, relations: 30000, crates: 60, findings: 0, modules: 12 })], ["1,000 models in 1,000 crates", large({ crates: 1000, findings: 0 })], ["1,000 models in one module", flat()]]) {
  test(name, () => visit(data, { size: [1440, 900] }, async (page) => {
    const first = await measure(page);
    readable(first, "overview");
    const start = await page.evaluate(() => performance.getEntriesByName("drawn")[0].startTime);
    const busy = data.models.map(({ id }) => data.edges.filter(({ from, to }) => from === id || to === id).length);
    const most = busy.indexOf(Math.max(...busy));
    const focus = await timed(page, address(data.models[most].path));
    readable(await measure(page), "focus");
    const back = await timed(page, "#view=all");
    const key = await page.evaluate(() => document.querySelector("#canvas .box.group").dataset.key);
    const opened = await timed(page, `#open=${encodeURIComponent(key)}`);
    readable(await measure(page), "opened");
    console.log(`${name}: first picture ${Math.round(start)} ms, focus on a model of ${busy[most]} lines ${Math.round(focus)} ms, back ${Math.round(back)} ms, group opened ${Math.round(opened)} ms; ${first.boxes} boxes, ${first.lines} lines, ${first.elements} elements`);
    assert.ok(first.lines <= 120);
  }));
}

/** Models that nothing divides but their names. */
function flat() {
  const data = large({ crates: 1, findings: 0, modules: 40 });
  for (const model of data.models) model.path = `app::${model.id}_${model.name}`;
  return data;
}

test("the order of models in a document does not show", async () => {
  const folder = mkdtempSync(join(tmpdir(), "relata-order-"));
  const file = join(folder, "kellnr.json");
  const turned = document("kellnr");
  turned.models.reverse();
  writeFileSync(file, JSON.stringify(turned));
  const svg = [];
  for (const data of [corpus("kellnr"), graphOf(file)]) await visit(data, {}, async (page) => svg.push(await page.$eval("#canvas svg", (drawing) => drawing.outerHTML)));
  rmSync(folder, { recursive: true });
  assert.equal(svg[1], svg[0]);
});

test("a column more leaves the order of the models in each layer", async () => {
  const data = structuredClone(corpus("kellnr"));
  const order = (page) => page.$$eval("#canvas .box", (boxes) => {
    const places = boxes.map((box) => [box.getAttribute("aria-label").split(",")[0], ...box.getAttribute("transform").match(/[\d.]+/g).map(Number), Number(box.querySelector(".back").getAttribute("width"))]);
    return places.map(([name, x, y, w]) => [name, Math.round(x + w / 2), y]).sort((a, b) => a[1] - b[1] || a[2] - b[2]).map(([name]) => name).join();
  });
  const orders = [];
  await visit(data, { size: [2400, 1800] }, async (page) => orders.push(await order(page)));
  data.models.find(({ path }) => path.includes("::user::")).fields.push({ name: "more", type: "i64", optional: false, unique: false });
  await visit(data, { size: [2400, 1800] }, async (page) => orders.push(await order(page)));
  assert.equal(orders[1], orders[0]);
});
