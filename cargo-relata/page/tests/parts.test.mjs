// Tests the parts of the page that need no browser.
import assert from "node:assert/strict";
import { test } from "node:test";
import { address, named } from "../src/address.js";
import { index, within } from "../src/data.js";
import { visible } from "../src/filters.js";
import { crossings } from "../src/crossings.js";
import { decode, encode } from "../src/address.js";
import { tree } from "../src/groups.js";
import { layered } from "../src/layered.js";
import { pack } from "../src/pack.js";
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
  const paths = (query) => find(entries(graph), query).filter(({ kind }) => kind === "model").map(({ id }) => graph.models[id].path);
  assert.deepEqual(paths("INVOICE"), ["billing::invoice::Invoice", "billing::invoice::Line"]);
  assert.deepEqual(paths("invoice line"), ["billing::invoice::Line"]);
  assert.deepEqual(paths("customers"), ["crm::customer::Customer"], "by table");
  assert.deepEqual(paths("  "), []);
  assert.deepEqual(paths("nothing"), []);
  const parts = (query) => find(entries(graph), query).filter(({ kind }) => kind !== "model").map(({ kind, id, text }) => `${kind} ${graph.models[id].name}.${text}`);
  assert.deepEqual(parts("email"), ["column Customer.email"]);
  assert.deepEqual(parts("customer parent"), ["relation Customer.parent", "column Customer.parent_id"]);
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
  const { ids, edges } = visible(graph, { off: new Set(), broken: true });
  assert.deepEqual([...ids].map((id) => graph.models[id].name).sort(), ["Customer", "DocumentExportJob", "GeneratedDocument", "Invoice", "Tag"]);
  assert.ok(edges.length === 4 && edges.every((edge) => edge.broken));
});

test("a big crate is divided by its modules, small modules together; names divide what has none", () => {
  const model = (path, id) => ({ id, path, name: path.split("::").pop(), crate: "app", standing: "registered", relations: [], findings: [], fields: [], key: [], unique: [] });
  const groups = (paths) => {
    const graph = index({ models: paths.map(model), edges: [], findings: [] });
    const all = tree(graph, graph.models.keys());
    return all.groups?.map(({ name, ids }) => [name, ids.length]) ?? null;
  };
  const billing = [...Array(70)].map((_, i) => `app::models::billing::A${i}`);
  assert.deepEqual(groups(billing.concat([...Array(70)].map((_, i) => `app::models::crm::B${i}`), ["app::models::Lone", "app::models::tax::C"])), [["billing", 70], ["crm", 70], ["others", 2]]);
  assert.equal(groups(billing), null, "few enough to be drawn");
  const words = ["Job", "History", "Workflow"].flatMap((word) => [...Array(40)].map((_, i) => `app::${word}${String.fromCharCode(65 + (i % 26))}${"x".repeat(i)}`));
  assert.deepEqual(groups(words), [["History…", 40], ["Job…", 40], ["Workflow…", 40]]);
  assert.deepEqual(groups([...Array(200)].map((_, i) => `app::_${i}`)).length, 5);
});

test("names that several models share are qualified", () => {
  const model = (path, id) => ({ id, path, name: path.split("::").pop(), crate: path.split("::")[0], standing: "registered", relations: [], findings: [], fields: [], key: [], unique: [] });
  const labels = (...paths) => index({ models: paths.map(model), edges: [], findings: [] }).labels.map(({ title, rest }) => title + rest);
  assert.deepEqual(labels("a::x::User", "b::x::User", "b::Tag"), ["a::x::User", "b::x::User", "Tag"]);
  assert.deepEqual(labels("e::user::Model", "e::tag::Model", "e::key::Model"), ["user::Model", "tag::Model", "key::Model"]);
});

test("an address keeps what is shown", () => {
  const graph = index(small());
  const state = { ...decode(graph, ""), selected: 1, to: 3, view: "path", level: "keys", open: new Set(["a,b", "c/d"]), broken: true, moved: new Map([["m:crm::tag::Tag", [12, -7]]]) };
  assert.deepEqual(decode(graph, encode(graph, state)), state);
  assert.deepEqual(decode(graph, "#model=none&nonsense&view=x&columns=&open=%E0%A4%A&move=a:b:c").lost, true);
  assert.equal(encode(graph, decode(graph, "")), "");
});

test("an address leads back to its model", () => {
  const graph = index(small());
  graph.models[0].path = "a::\ud800 &#%";
  for (const { id, path } of graph.models) assert.equal(named(index({ ...graph.data }), address(path)), id);
  assert.equal(named(graph, "#model=no"), undefined);
  assert.equal(named(graph, "#model=%E0%A4%A"), undefined);
  assert.equal(named(graph, ""), null);
});

test("layers: no line enters a box, self relations are loops, twice the same", () => {
  const nodes = [...Array(30)].map((_, i) => ({ key: `n${i}`, w: 100 + (i % 5) * 20, h: 60 + (i % 7) * 30 }));
  const links = [...Array(60)].map((_, i) => ({ key: `e${i}`, from: `n${(i * 7) % 30}`, to: `n${(i * 11 + 3) % 30}`, fromY: 30, toY: 14 }));
  const first = layered(nodes, links);
  assert.deepEqual(layered(nodes, links), first);
  assert.equal(first.routes.size, 60);
  assert.ok(crossings([...first.routes.values()]) > 0);
  for (const [key, route] of first.routes) {
    const link = links.find((one) => one.key === key);
    for (const { key: box, w, h } of nodes) {
      const { x, y } = first.places.get(box);
      for (let i = 1; i < route.length; i++) {
        if (!route[i].flat || link.from === link.to) continue;
        const [a, b] = [route[i - 1], route[i]].map((point) => point.x).sort((p, q) => p - q);
        assert.ok(!(a < x + w - 1 && b > x + 1 && route[i].y > y + 1 && route[i].y < y + h - 1), `${key} is in ${box}`);
      }
    }
  }
});

test("packing: nothing overlaps, in about the wanted shape", () => {
  const blocks = [...Array(40)].map((_, i) => ({ w: 80 + ((i * 37) % 90), h: 40 + ((i * 53) % 200) }));
  const { w, h } = pack(blocks, 1.5);
  assert.ok(w / h > 1 && w / h < 2.2, `${w} x ${h}`);
  blocks.forEach((a, i) => blocks.slice(i + 1).forEach((b) => assert.ok(a.x + a.w <= b.x || b.x + b.w <= a.x || a.y + a.h <= b.y || b.y + b.h <= a.y)));
});
