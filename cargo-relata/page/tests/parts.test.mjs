// Tests the parts of the page that need no browser.
import assert from "node:assert/strict";
import { test } from "node:test";
import { address, named } from "../src/address.js";
import { index, within } from "../src/data.js";
import { visible } from "../src/filters.js";
import { arrange } from "../src/layout.js";
import { entries, find } from "../src/search.js";
import { lines, short, shown } from "../src/text.js";
import { large, small } from "./samples.mjs";

test("what draws nothing is shown as an escape", () => {
  assert.equal(shown("a\u202eb\u0000\u001b[31m\u2066\ufeff\u00a0\u{e0041}"), "a\\u{202e}b\\u{0}\\u{1b}[31m\\u{2066}\\u{feff}\\u{a0}\\u{e0041}");
  assert.equal(shown("\ud800x"), "\\u{d800}x");
  assert.equal(shown("שלום 名前 <b>"), "שלום 名前 <b>");
  assert.equal(lines("a\nb\rc"), "a\nb\\u{d}c");
});

test("short text is cut with a mark, and only when it is long", () => {
  assert.equal(short("abcd", 4), "abcd");
  assert.equal(short("abcde", 4), "abc…");
  assert.equal(short("🧾🧾🧾🧾🧾", 4), "🧾🧾🧾…");
  assert.equal([...short("x".repeat(10000), 24)].length, 24);
});

test("search ranks a name before a path, and wants every word", () => {
  const graph = index(small());
  const paths = (query) => find(entries(graph), query).map((id) => graph.models[id].path);
  assert.deepEqual(paths("INVOICE"), ["billing::invoice::Invoice", "billing::invoice::Line"]);
  assert.deepEqual(paths("invoice line"), ["billing::invoice::Line"]);
  assert.deepEqual(paths("customers"), ["crm::customer::Customer"], "by table");
  assert.deepEqual(paths("  "), []);
  assert.deepEqual(paths("nothing"), []);
});

test("steps follow relations in both directions, within what is visible", () => {
  const graph = index(small());
  const all = new Set(graph.models.keys());
  const names = (set) => [...set].map((id) => graph.models[id].name).sort();
  assert.deepEqual(names(within(graph, 2, 1, all)), ["Invoice", "Line"]);
  assert.deepEqual(names(within(graph, 2, 2, all)), ["AuditEntry", "Currency", "Customer", "GeneratedDocument", "Invoice", "Line"]);
  assert.deepEqual(names(within(graph, 2, 3, new Set([2, 1, 5]))), ["Currency", "Invoice", "Line"]);
});

test("a missing model is drawn with the crate that asks for it", () => {
  const graph = index(small());
  assert.equal(graph.home[7], "documents");
  assert.deepEqual([...graph.crates.keys()], ["billing", "crm", "documents", "iso_money"]);
});

test("only broken: ends of broken relations and models with findings, and no whole relation", () => {
  const graph = index(small());
  const { ids, edges } = visible(graph, { crates: new Set(graph.crates.keys()), onlyBroken: true, selected: null, steps: 0 });
  assert.deepEqual([...ids].map((id) => graph.models[id].name).sort(), ["Customer", "DocumentExportJob", "GeneratedDocument", "Invoice", "Tag"]);
  assert.ok(edges.length === 4 && edges.every((edge) => edge.broken));
});

test("a big crate is drawn by its modules, small modules together", () => {
  const model = (path, id) => ({ id, path, name: "M", crate: "app", standing: "registered", relations: [], findings: [] });
  const paths = [...Array(90)].map((_, i) => `app::models::billing::A${i}`).concat([...Array(70)].map((_, i) => `app::models::crm::B${i}`), ["app::models::Lone", "app::models::tax::C"]);
  const graph = index({ models: paths.map(model), edges: [], findings: [] });
  assert.deepEqual(graph.boxes.map(({ name, ids }) => [name, ids.length]), [["app::models", 2], ["app::models::billing", 90], ["app::models::crm", 70]]);
  assert.equal(graph.box.length, 162);
  assert.deepEqual(index({ models: paths.slice(0, 140).map(model), edges: [], findings: [] }).boxes.map(({ name }) => name), ["app"]);
  const flat = index({ models: [...Array(200)].map((_, i) => model(`app::M${i}`, i)), edges: [], findings: [] });
  assert.deepEqual(flat.boxes.map(({ name, ids }) => [name, ids.length]), [["app", 200]]);
});

test("an address leads back to its model", () => {
  const graph = index(small());
  graph.models[0].path = "a::\ud800 &#%";
  for (const { id, path } of graph.models) assert.equal(named(index({ ...graph.data }), address(path)), id);
  assert.equal(named(graph, "#model=no"), undefined);
  assert.equal(named(graph, "#model=%E0%A4%A"), undefined);
  assert.equal(named(graph, ""), null);
});

const size = () => ({ w: 130, h: 28 });
const pause = async () => {};

for (const [name, data] of [["25 crates", large()], ["one crate of 1,000", large({ crates: 1, findings: 0, modules: 40 })], ["1,000 crates", large({ crates: 1000, findings: 0 })]]) {
  test(`layout: ${name}: all placed, none on another, twice the same`, async () => {
    if (name === "1,000 crates") data.models.forEach((model, id) => (model.crate = `crate_${id}`));
    const graph = index(data);
    const groups = [...graph.crates].map(([crate, ids]) => ({ name: crate, ids }));
    const first = await arrange(groups, graph.edges, size, 1.3, pause);
    assert.equal(first.positions.size, 1000);
    assert.equal(first.boxes.length, graph.crates.size);
    const places = [...first.positions.values()].sort((a, b) => a.x - b.x);
    for (let i = 0; i < places.length; i++) {
      for (let j = i + 1; j < places.length && places[j].x - places[i].x < 130; j++) {
        assert.ok(Math.abs(places[j].y - places[i].y) >= 28, `models overlap at ${JSON.stringify([places[i], places[j]])}`);
      }
    }
    const home = new Map(first.boxes.map((box) => [box.crate, box]));
    for (const [id, { x, y }] of first.positions) {
      const box = home.get(graph.home[id]);
      assert.ok(x - 65 >= box.x && x + 65 <= box.x + box.w && y - 14 >= box.y && y + 14 <= box.y + box.h, `model ${id} is outside its crate`);
    }
    // Another copy of the module has not laid anything out yet.
    const again = await (await import("../src/layout.js?again")).arrange(groups, graph.edges, size, 1.3, pause);
    assert.deepEqual([...again.positions], [...first.positions]);
  });
}
