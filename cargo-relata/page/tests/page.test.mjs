// Tests dist/graph.html with the samples in Chromium.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { axe, browser, drawn, open } from "./browser.mjs";
import { index } from "../src/data.js";
import { cardinality } from "../src/ends.js";
import { shown } from "../src/text.js";
import { empty, hostile, large, page as fill, small } from "./samples.mjs";

let chromium;
before(async () => {
  chromium = await browser();
});
after(() => chromium.close());

/** Opens a sample, runs `check`, and lets no fault pass. */
async function visit(data, options, check) {
  const opened = await open(chromium, typeof data === "string" ? data : fill(data), options);
  try {
    await check(opened.page, opened);
    assert.deepEqual(opened.faults, []);
  } finally {
    await opened.close();
  }
}

const text = (page, selector) => page.$eval(selector, (found) => found.textContent);
const wait = (page, check, ...more) => page.waitForFunction(check, { timeout: 15000 }, ...more);
const title = (page, name) => wait(page, (wanted) => document.getElementById("detail-title").textContent === wanted, name);
/** The names of the models that are drawn. */
const seen = (page) => page.evaluate(() => {
  const { models } = JSON.parse(document.getElementById("graph-data").textContent);
  return [...new Set([...document.querySelectorAll("#canvas .box.model")].map((box) => Number(box.dataset.model)))].map((id) => models[id].name).sort();
});
const sees = async (page, names) => {
  const wanted = [...names].sort();
  // Under load the click before may take its time: what counts is what is drawn in the end.
  for (let i = 0; i < 50; i++) {
    await drawn(page);
    if ((await seen(page)).join() === wanted.join()) break;
    await new Promise((done) => setTimeout(done, 100));
  }
  assert.deepEqual(await seen(page), wanted);
};
const zoom = async (page) => {
  await drawn(page);
  return page.$eval("#canvas", (canvas) => Number(canvas.dataset.zoom));
};
/** No model is selected. */
const cleared = (page) => wait(page, () => document.getElementById("detail").hidden);
const marked = (page, kind) => page.$$eval(`#canvas .box${kind} .name`, (names) => [...new Set(names.map((name) => name.textContent))].sort());
const all = small().models.map((model) => model.name);

test("the watch sees a request, an error and a script that the policy stops", async () => {
  const opened = await open(chromium, fill(small()).replace("<main>", '<img src="http://127.0.0.1:9/x.png"><main>').replace("</body>", "<script>window.hacked=1</script></body>"));
  await opened.page.evaluate(() => setTimeout(() => { throw new Error("thrown"); }));
  await new Promise((done) => setTimeout(done, 200));
  const faults = opened.faults.join("\n");
  // The policy stops the picture before it becomes a request: either way it is seen.
  assert.match(faults, /127\.0\.0\.1/);
  assert.match(faults, /thrown/);
  assert.match(faults, /script-src/);
  assert.equal(await opened.page.evaluate(() => window.hacked), undefined);
  await opened.close();
});

test("the file: one place for the data, a policy with the hashes of what is in it, licences", () => {
  const html = readFileSync(new URL("../dist/graph.html", import.meta.url), "utf8");
  assert.equal(html.split('"RELATA_GRAPH_DATA"').length, 2);
  const policy = html.match(/Content-Security-Policy" content="([^"]*)"/)[1];
  const hash = (content) => `'sha256-${createHash("sha256").update(content).digest("base64")}'`;
  assert.match(policy, /^default-src 'none'; /);
  assert.ok(policy.includes(`script-src ${hash(html.match(/<script>([^]*?)<\/script>/)[1])};`));
  assert.ok(policy.includes(`style-src ${hash(html.match(/<style[^>]*>([^]*?)<\/style>/)[1])};`));
  for (const name of ["@dagrejs/dagre", "@dagrejs/graphlib"]) assert.match(html, new RegExp(`^${name} \\d`, "m"));
  assert.ok(html.length < 300_000, `the page without data has ${html.length} bytes`);
  assert.match(html, /Permission is hereby granted/);
});

test("draws every model and relation, and says so", () => visit(small(), {}, async (page) => {
  await sees(page, all);
  assert.equal(await text(page, "#shown"), "8 models");
  assert.equal(await page.title(), "deal_platform - relata");
  const lines = await page.$$eval("#canvas .line", (all) => all.map((line) => [line.dataset.key, line.classList.contains("broken"), getComputedStyle(line.querySelector(".run")).strokeDasharray, Boolean(line.querySelector(".signs"))]));
  assert.equal(lines.length, small().edges.length);
  const broken = lines.filter(([, yes]) => yes);
  assert.equal(broken.length, 4);
  for (const [key, , dashes, sign] of broken) assert.ok(dashes !== "none" && sign, `${key} is not broken by colour alone`);
  assert.equal(await page.$eval("#canvas .label", () => true).catch(() => false), false, "names of relations only where they are asked for");
  const middle = await page.$eval('#canvas .line[data-key="e0"] .run', (path) => {
    const { x, y } = path.getPointAtLength(path.getTotalLength() / 2);
    const { a, d, e, f } = path.getScreenCTM();
    return [x * a + e, y * d + f];
  });
  await page.mouse.move(...middle);
  await wait(page, () => document.querySelector("#canvas .label")?.textContent === "customer / invoices");
  assert.match(await text(page, "#hover"), /^Invoice.customer belongs to Customer \/ invoices, many to one/);
}));

test("search and selection by keyboard alone", () => visit(small(), {}, async (page) => {
  await page.keyboard.press("/");
  await page.keyboard.type("invoice");
  assert.equal(await text(page, "#found-status"), "2 models, 4 columns and relations match");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  assert.equal(await page.$eval("#search", (input) => document.getElementById(input.getAttribute("aria-activedescendant")).querySelector(".name").textContent), "Line");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await title(page, "Invoice");
  assert.equal(new URL(page.url()).hash, "#model=billing%3A%3Ainvoice%3A%3AInvoice");
  assert.match(await text(page, "#live"), /^Selected Invoice, registered, 3 relations, 1 finding/);
  assert.equal(await page.evaluate(() => document.activeElement.id), "detail-title");
  assert.equal(await page.$eval("#found", (list) => list.hidden), true);
  assert.deepEqual(await marked(page, ":not(.dim):not(.picked)"), ["AuditEntry", "Currency", "Customer", "Line", "× GeneratedDocument"]);
  assert.ok((await marked(page, ".dim")).includes("× DocumentExportJob"), "the rest is faded");
  await page.keyboard.press("Escape");
  await cleared(page);
  assert.equal(new URL(page.url()).hash, "");
  await page.keyboard.press("/");
  await page.keyboard.type("zzz");
  assert.equal(await text(page, "#found-status"), "Nothing matches");
}));

test("search by column and by relation marks the row", () => visit(small(), { size: [2200, 1400] }, async (page) => {
  for (const [query, name, row] of [["nick", "Customer", "nick"], ["export_jobs", "GeneratedDocument", "export_jobs"]]) {
    await page.keyboard.press("/");
    await page.type("#search", query);
    await page.keyboard.press("Enter");
    await title(page, name);
    await wait(page, (wanted) => [...document.querySelectorAll("#canvas .found")].map((cell) => cell.textContent).join() === wanted, row);
  }
}));

test("the panel says all that is known", () => visit(small(), { hash: "#model=crm%3A%3Acustomer%3A%3ACustomer" }, async (page) => {
  await title(page, "Customer");
  const panel = await page.$eval("#detail", (found) => found.innerText);
  for (const fact of ["crm::customer::Customer", "crm 1.2.0", "registered", "customers", "crm/src/customer.rs:9:12", "(email); (tenant, number)", "Option<String>", "optional", "unique",
    "key of parent", "parent_id", "belongs to", "many to many", "CustomerTag", "children", "Referenced by"]) assert.ok(panel.includes(fact), `${fact} is not in: ${panel}`);
  await page.evaluate(() => [...document.querySelectorAll("#detail a")].find((link) => link.textContent === "GeneratedDocument").click());
  await title(page, "GeneratedDocument");
  const other = await page.$eval("#detail", (found) => found.innerText);
  for (const fact of ["× missing", "× ambiguous", "Owner", "points at DocumentExportJob, but no model has that name", "the relation is declared here", "documents/src/lib.rs:15:12",
    "derive Model for DocumentExportJob", "missing_target", "! warning"]) assert.ok(other.includes(fact), `${fact} is not in: ${other}`);
  await page.goBack();
  await title(page, "Customer");
}));

test("more facts: on delete, references, tag, open, outside, fields that are not known", async () => {
  for (const [path, facts] of [["billing::invoice::Line", ["cascade", "outside", "shop::Product", "invoice_id, position"]], ["billing::invoice::Invoice", ["set_null", "References", "code"]],
    ["crm::audit::AuditEntry", ["subject_type", "any model can be a target", "abstract"]], ["iso_money::Currency", ["external", "Unknown", "iso-money"]]]) {
    await visit(small(), { hash: `#model=${encodeURIComponent(path)}` }, async (page) => {
      await title(page, path.split("::").pop());
      const panel = await page.$eval("#detail", (found) => found.innerText);
      for (const fact of facts) assert.ok(panel.includes(fact), `${fact} is not in: ${panel}`);
    });
  }
});

test("focus: a model with its neighbours in three columns, and back", () => visit(small(), { hash: "#model=billing%3A%3Ainvoice%3A%3AInvoice" }, async (page) => {
  await title(page, "Invoice");
  await page.click('[data-view="focus"]');
  await sees(page, ["AuditEntry", "Currency", "Customer", "GeneratedDocument", "Invoice", "Line"]);
  assert.equal(await text(page, "#shown"), "6 of 8 models");
  const x = await page.$$eval("#canvas .box", (boxes) => Object.fromEntries(boxes.map((box) => [box.getAttribute("aria-label").split(",")[0], box.getBoundingClientRect().left])));
  assert.ok(x.Line === x.AuditEntry && x.Line < x.Invoice && x.Invoice < x.Currency && x.Currency === x.Customer, JSON.stringify(x));
  await page.click('#canvas .box[data-key^="R"][data-model="5"] .back');
  await title(page, "Currency");
  await sees(page, ["Currency", "Invoice"]);
  await page.goBack();
  await title(page, "Invoice");
  await sees(page, ["AuditEntry", "Currency", "Customer", "GeneratedDocument", "Invoice", "Line"]);
  await page.goForward();
  await sees(page, ["Currency", "Invoice"]);
  await page.keyboard.press("Escape");
  await sees(page, all);
  assert.equal(await text(page, "#detail-title"), "Currency");
  await page.keyboard.press("Escape");
  await cleared(page);
  assert.equal(await page.$eval('[data-view="focus"]', (button) => button.disabled), true);
}));

test("a path between two models, and none", () => visit(small(), { hash: "#model=billing%3A%3Ainvoice%3A%3ALine" }, async (page) => {
  await page.click('[data-view="path"]');
  await page.type("#search", "tag");
  await page.keyboard.press("Enter");
  await sees(page, ["Customer", "Invoice", "Line", "Tag"]);
  assert.match(page.url(), /to=crm%3A%3Atag%3A%3ATag/);
  assert.equal(await text(page, "#live"), "A way of 3 steps from Line to Tag.");
  assert.equal((await page.$$("#canvas .line")).length, 3);
  await page.reload();
  await drawn(page);
  await sees(page, ["Customer", "Invoice", "Line", "Tag"]);
  await page.keyboard.press("Escape");
  await sees(page, all);
}));

test("columns: all, keys, names; in the address", () => visit(small(), { size: [2200, 1400] }, async (page) => {
  const rows = () => page.$$eval('#canvas .box[data-model="0"] text[data-row]', (cells) => cells.map((cell) => cell.textContent));
  assert.deepEqual(await rows(), ["id", "email", "nick", "parent_id", "tags"]);
  await page.click('[data-level="keys"]');
  assert.deepEqual(await rows(), ["id", "parent_id", "tags"]);
  await page.click('[data-level="names"]');
  assert.deepEqual(await rows(), []);
  assert.match(page.url(), /#columns=names$/);
  await page.reload();
  await drawn(page);
  assert.deepEqual(await rows(), []);
  await page.goBack();
  await wait(page, () => document.querySelectorAll('#canvas .box[data-model="0"] text[data-row]').length === 3);
}));

test("icons and marks: keys, columns that refer, unique, nullable, both ends of a line", () => visit(small(), { size: [2200, 1400] }, async (page) => {
  const icons = await page.$$eval('#canvas .box[data-model="0"] .icon', (all) => all.map((icon) => icon.getAttribute("class")).sort());
  assert.deepEqual(icons, ["icon foreign", "icon key", "icon relation", "icon unique"]);
  assert.deepEqual(await page.$$eval('#canvas .box[data-model="0"] .type', (cells) => cells.map((cell) => cell.textContent)), ["i64", "String", "String?", "i64", "many"]);
  const graph = index(small());
  const words = graph.edges.map((edge) => `${edge.relation}: ${cardinality(graph.ends[edge.id])}`);
  assert.deepEqual(words, ["customer: many to one", "invoice: many to one", "tags: many to many", "currency: one to one", "subject: many to one", "subject: many to one", "parent: many to one", "export_jobs: one to many", "invoice: one to one or none", "owner: many to one", "owner: many to one"]);
  const self = await page.$eval('#canvas .line[data-key="e6"] .run', (path) => path.getAttribute("d"));
  assert.match(self, /c8 0 8/, "a relation to the own model is a loop");
  for (const [key, form] of [["e2", "signs"], ["e4", "signs fan"], ["e3", "dashed"]]) assert.ok(await page.$eval(`#canvas .line[data-key="${key}"]`, (line, wanted) => line.outerHTML.includes(wanted), form), `${key} ${form}`);
}));

test("a box is moved with the pointer and with keys, and the address keeps it", () => visit(small(), { size: [2200, 1400] }, async (page) => {
  const at = () => page.$eval('#canvas .box[data-model="3"]', (box) => box.getAttribute("transform").match(/[\d.]+/g).map((one) => Math.round(Number(one) / 3)).join());
  const before = await at();
  const box = await page.$eval('#canvas .box[data-model="3"]', (one) => one.getBoundingClientRect().toJSON());
  await page.mouse.move(box.left + 20, box.top + 8);
  await page.mouse.down();
  await page.mouse.move(box.left + 70, box.top + 40, { steps: 4 });
  await page.mouse.up();
  await drawn(page);
  const moved = await at();
  assert.notEqual(moved, before);
  assert.match(page.url(), /#move=m%3Acrm%3A%3Atag%3A%3ATag:/);
  await page.reload();
  await drawn(page);
  assert.equal(await at(), moved);
  await page.$eval('#canvas .box[data-model="3"]', (box) => box.focus());
  await page.keyboard.down("Shift");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.up("Shift");
  assert.notEqual(await at(), moved);
}));

test("from box to box by keys; Enter selects", () => visit(small(), {}, async (page) => {
  await page.focus("#canvas");
  await page.keyboard.press("Enter");
  await wait(page, () => document.activeElement.matches("#canvas .box"));
  const first = await page.evaluate(() => document.activeElement.dataset.key);
  await page.keyboard.press("ArrowRight");
  await wait(page, (key) => document.activeElement.dataset.key !== key, first);
  const label = await page.evaluate(() => document.activeElement.getAttribute("aria-label"));
  await page.keyboard.press("Enter");
  await title(page, label.split(",")[0]);
}));

test("exports: SVG that stands alone, and text for other tools", () => visit(small(), { size: [2200, 1400] }, async (page) => {
  await page.evaluate(() => {
    window.saved = [];
    URL.createObjectURL = (blob) => (window.saved.push(blob), "blob:none");
    HTMLAnchorElement.prototype.click = () => {};
  });
  const run = (id) => page.evaluate((button) => document.getElementById(button).click(), id);
  await run("save-svg");
  const svg = await page.evaluate(() => window.saved[0].text());
  assert.ok(svg.startsWith("<svg") && svg.includes("GeneratedDocument") && svg.includes("parent_id") && !/class=|var\(|<script|https?:(?!\/\/www.w3.org)/.test(svg), svg.slice(0, 300));
  await run("save-png");
  await wait(page, () => window.saved.length === 2);
  assert.deepEqual(await page.evaluate(async () => [window.saved[1].type, [...new Uint8Array(await window.saved[1].slice(1, 4).arrayBuffer())]]), ["image/png", [80, 78, 71]]);
  const copied = async (id) => {
    await run(id);
    return page.$eval("#copied-text", (field) => field.value);
  };
  assert.match(await copied("copy-mermaid"), /^erDiagram\n[^]*Customer\["Customer"\] \{\n {8}i64 id PK\n {8}String email UK\n {8}String nick\n[^]*Invoice \}o--\|\| Customer : "customer"/);
  assert.match(await copied("copy-dbml"), /Table "Customer" \{\n {2}"id" "i64" \[pk\]\n[^]*Ref: "Invoice"\."customer_id" > "Customer"\."id"/);
  assert.match(await copied("copy-dot"), /^digraph relata \{[^]*m1 -> m0 \[label="customer \/ invoices"\];/);
}));

test("differences are said in signs and words, not by colour alone", () => {
  const data = small();
  Object.assign(data.models[3], { change: "added" });
  Object.assign(data.models[5], { change: "removed" });
  data.models[0].fields[1].change = "removed";
  data.models[0].fields[2].change = "added";
  data.edges[2].change = "added";
  return visit(data, { size: [2200, 1400] }, async (page) => {
    const label = (id) => page.$eval(`#canvas .box[data-model="${id}"]`, (box) => [box.getAttribute("aria-label"), box.querySelector(".name").textContent]);
    assert.deepEqual(await label(3), ["Tag, crm, registered, added, 1 relation", "+ Tag"]);
    assert.deepEqual((await label(5))[1], "− Currency");
    assert.deepEqual((await label(0))[1], "~ Customer");
    assert.deepEqual(await page.$$eval('#canvas .box[data-model="0"] .icon', (all) => all.map((icon) => icon.getAttribute("class")).filter((name) => /added|removed/.test(name)).sort()), ["icon added", "icon removed"]);
    await page.click("#only-changed");
    await sees(page, ["Currency", "Customer", "Invoice", "Tag"].filter((name) => name !== "Invoice"));
    await page.keyboard.press("Escape");
    await sees(page, all);
  });
});

test("several programs have borders", () => {
  const data = small();
  data.programs = [{ name: "shop", models: [0, 1, 2, 3] }, { name: "office", models: [4, 5, 6] }];
  return visit(data, {}, async (page) => {
    assert.deepEqual(await page.$$eval("#canvas .frame", (frames) => frames.map((frame) => frame.getAttribute("aria-label").split(",")[0].replace(/^[×!] /, "")).filter((name) => /shop|office/.test(name)).sort()), ["office", "shop"]);
    assert.deepEqual(await axe(page), []);
  });
});

test("a click on a model selects it, a click beside it clears", () => visit(small(), {}, async (page) => {
  const at = await page.$eval('#canvas .box[data-model="2"]', (box) => {
    const { left, top } = box.getBoundingClientRect();
    return [left + 20, top + 8];
  });
  await page.mouse.click(...at);
  await title(page, "Line");
  const corner = await page.$eval("#canvas", (canvas) => [canvas.getBoundingClientRect().right - 12, canvas.getBoundingClientRect().top + 12]);
  await page.mouse.click(...corner);
  await cleared(page);
}));

test("crates: one off, none, all; a choice brings its crate back", () => visit(small(), {}, async (page) => {
  await page.click("#tab-crates");
  assert.match(await text(page, "#crate-list"), /documents× 2/);
  await page.evaluate(() => [...document.querySelectorAll("#crate-list label")].find((label) => label.textContent.startsWith("crm")).click());
  await sees(page, ["Currency", "DocumentExportJob", "GeneratedDocument", "Invoice", "Line"]);
  await wait(page, () => document.getElementById("live").textContent === "Showing 5 of 8 models.");
  await page.click("#crates-none");
  await sees(page, []);
  assert.equal(await page.$eval("#nothing", (found) => found.hidden), false);
  await page.type("#search", "tag");
  await page.keyboard.press("Enter");
  await title(page, "Tag");
  await sees(page, ["AuditEntry", "Customer", "Tag"]);
  await page.click("#crates-all");
  await sees(page, all);
  assert.equal(await page.$eval("#everything", (found) => found.hidden), true);
}));

test("zoom by buttons, keys and wheel", () => visit(small(), {}, async (page) => {
  await page.click("#fit");
  const first = await zoom(page);
  await page.click("#zoom-in");
  assert.ok(await zoom(page) > first * 1.2);
  await page.click("#zoom-out");
  assert.ok(Math.abs(await zoom(page) - first) < 0.001);
  await page.focus("#canvas");
  await page.keyboard.press("-");
  assert.ok(await zoom(page) < first * 0.9);
  await page.keyboard.press("+");
  await page.keyboard.press("+");
  assert.ok(await zoom(page) > first * 1.2);
  await page.keyboard.press("0");
  assert.ok(Math.abs(await zoom(page) - first) < 0.001);
  const pan = async () => {
    await drawn(page);
    return { x: await page.$eval("#canvas .world", (world) => Number(/translate\(([-\d.]+)/.exec(world.getAttribute("transform"))[1])) };
  };
  const before = await pan();
  await page.keyboard.press("ArrowRight");
  assert.ok(Math.abs((await pan()).x - before.x + 60) < 0.1);
  await page.mouse.move(620, 400);
  await page.mouse.wheel({ deltaY: -200 });
  await wait(page, (level) => Number(document.getElementById("canvas").dataset.zoom) > level, first);
  await page.click("#fit");
  await page.click("footer summary");
  await page.click("#single-keys");
  await page.focus("#canvas");
  await page.keyboard.press("+");
  assert.ok(Math.abs(await zoom(page) - first) < 0.001, "keys without a modifier can be turned off");
}));

test("only broken", () => visit(small(), {}, async (page) => {
  await page.click("#only-broken");
  await sees(page, ["Customer", "DocumentExportJob", "GeneratedDocument", "Invoice", "Tag"]);
  assert.equal((await page.$$("#canvas .line")).length, 4);
  assert.match(page.url(), /#broken$/);
  await page.reload();
  await sees(page, ["Customer", "DocumentExportJob", "GeneratedDocument", "Invoice", "Tag"]);
  await page.keyboard.press("Escape");
  await sees(page, all);
  await page.click("#only-broken");
  await page.click("#everything");
  await sees(page, all);
  assert.equal(await page.$eval("#only-broken", (found) => found.getAttribute("aria-pressed")), "false");
}));

test("findings: errors first, and each leads to its models", () => visit(small(), {}, async (page) => {
  const levels = await page.$$eval("#finding-list .tag", (tags) => tags.map((tag) => tag.textContent));
  assert.deepEqual(levels, ["× error", "× error", "! warning"]);
  await page.click("#finding-list li:nth-child(3) button");
  await title(page, "GeneratedDocument");
  assert.deepEqual(await marked(page, ".picked"), ["! Invoice", "× GeneratedDocument"]);
  await page.click("#finding-list li:nth-child(3) p a:nth-of-type(2)");
  await title(page, "Invoice");
}));

test("tabs by keyboard; the list says in words what is drawn", () => visit(small(), {}, async (page) => {
  await page.focus("#tab-findings");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  assert.equal(await page.evaluate(() => document.activeElement.id), "tab-models");
  await wait(page, () => document.querySelectorAll("#model-list li[data-model]").length === 8);
  // What is not yet on the screen has no inner text: the browser passes over it until it has laid it out.
  const words = () => page.$eval("#model-list", (list) => list.innerText.replace(/\s+/g, " "));
  for (const fact of ["customer belongs to Customer / invoices", "export_jobs has many DocumentExportJob × missing", "owner belongs to Owner → Tag, Customer × ambiguous", "product refers to shop::Product outside"]) {
    for (let i = 0; i < 50 && !(await words()).includes(fact); i++) await new Promise((done) => setTimeout(done, 100));
    assert.ok((await words()).includes(fact), `${fact} is not in: ${await words()}`);
  }
}));

test("a deep link selects; one that leads nowhere says so", async () => {
  await visit(small(), { hash: "#model=crm%3A%3Atag%3A%3ATag" }, (page) => title(page, "Tag"));
  await visit(small(), { hash: "#model=no%3A%3ASuch" }, async (page) => {
    await wait(page, () => document.getElementById("live").textContent.includes("not in this graph"));
    await cleared(page);
  });
});

test("theme: the system's at first, then the person's, also after a reload", () => visit(small(), { dark: true }, async (page) => {
  const colour = () => page.evaluate(() => [getComputedStyle(document.body).backgroundColor, getComputedStyle(document.querySelector("#canvas .name")).fill]);
  const dark = await colour();
  await page.click("#theme");
  const light = await colour();
  assert.notEqual(dark[0], light[0]);
  assert.notEqual(dark[1], light[1], "the drawing changes too");
  await page.reload();
  await drawn(page);
  assert.deepEqual(await colour(), light);
  await page.click("#theme");
  assert.deepEqual(await colour(), dark);
}));

for (const dark of [false, true]) {
  test(`axe finds nothing: ${dark ? "dark" : "light"}`, async () => {
    for (const [name, data] of [["small", small()], ["hostile", hostile()], ["empty", empty()], ["blank", readFileSync(new URL("../dist/graph.html", import.meta.url), "utf8")]]) {
      await visit(data, { dark, wait: name !== "blank" }, async (page) => {
        assert.deepEqual(await axe(page), [], name);
        if (name !== "small" && name !== "hostile") return;
        for (const tab of ["tab-about", "tab-crates", "tab-models", "tab-findings"]) {
          await page.click(`#${tab}`);
          assert.deepEqual(await axe(page), [], `${name} ${tab}`);
        }
        // Of the hostile ones, the name of 10,000 characters.
        await page.click(`#finding-list li:nth-child(${name === "hostile" ? 5 : 1}) button`);
        await page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
        assert.deepEqual(await axe(page), [], `${name} selected`);
        await page.type("#search", "o");
        await page.keyboard.press("ArrowDown");
        assert.deepEqual(await axe(page), [], `${name} searching`);
      });
    }
  });
}

for (const dark of [false, true]) {
  test(`contrast in the drawing, for every crate colour: ${dark ? "dark" : "light"}`, () => visit(small(), { dark, size: [2200, 1400], hash: "#model=crm%3A%3Atag%3A%3ATag&view=all" }, async (page) => {
    const low = await page.evaluate(() => {
      const probe = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
      const light = (colour) => {
        probe.fillStyle = colour;
        probe.fillRect(0, 0, 1, 1);
        const [r, g, b] = [...probe.getImageData(0, 0, 1, 1).data].map((one) => (one / 255 <= 0.04045 ? one / 255 / 12.92 : ((one / 255 + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const contrast = (a, b) => (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05);
      const canvas = document.getElementById("canvas");
      const style = (element, name) => getComputedStyle(element)[name];
      const paper = getComputedStyle(document.body).backgroundColor;
      const found = [];
      const check = (what, a, b, least) => contrast(a, b) < least && found.push(`${what}: ${contrast(a, b).toFixed(2)}`);
      const box = canvas.querySelector('.box[data-model="0"]');
      for (let hue = 0; hue < 12; hue++) {
        box.setAttribute("class", `box model c${hue}`);
        const [head, back] = [style(box.querySelector(".head"), "fill"), style(box.querySelector(".back"), "fill")];
        check(`name on ${hue}`, style(box.querySelector(".name"), "fill"), head, 4.5);
        check(`crate on ${hue}`, style(box.querySelector(".aside"), "fill"), head, 4.5);
        for (const kind of ["cell", "type"]) check(`${kind} on ${hue}`, style(box.querySelector(`.${kind}`), "fill"), back, 4.5);
        check(`border of ${hue}`, style(box.querySelector(".back"), "stroke"), paper, 3);
        for (const icon of box.querySelectorAll(".icon")) check(`${icon.getAttribute("class")} on ${hue}`, style(icon, "stroke"), back, 3);
      }
      for (const line of canvas.querySelectorAll(".line")) check(line.getAttribute("class"), style(line.querySelector(".run"), "stroke"), paper, 3);
      for (const cell of canvas.querySelectorAll(".cell.bad")) check("broken cell", style(cell, "fill"), style(cell.closest(".box").querySelector(".back"), "fill"), 4.5);
      return found;
    });
    assert.deepEqual(low, []);
  }));
}

test("forced colours: what is said by colour is said by form too", () => visit(small(), { size: [2200, 1400] }, async (page) => {
  const client = await page.createCDPSession();
  await client.send("Emulation.setEmulatedMedia", { features: [{ name: "forced-colors", value: "active" }] });
  const seen = await page.evaluate(() => {
    const canvas = document.getElementById("canvas");
    const style = (selector, name) => getComputedStyle(canvas.querySelector(selector))[name];
    return {
      text: style('.box[data-model="0"] .name', "fill") !== style('.box[data-model="0"] .head', "fill"), border: style('.box[data-model="0"] .back', "stroke") !== style('.box[data-model="0"] .back', "fill"),
      missing: style(".box.missing .back", "strokeDasharray") !== "none", broken: style(".line.broken .run", "strokeDasharray") !== "none", error: canvas.querySelector('.box[data-model="6"] .name').textContent.startsWith("× "),
    };
  });
  assert.deepEqual(seen, { text: true, border: true, missing: true, broken: true, error: true });
}));

test("axe knows a fault", () => visit(fill(small()).replace('<label class="unseen" for="search">Search models, tables, columns and relations</label>', "").replace('placeholder="Search models, columns, relations ( / )"', ""), {}, async (page) => {
  assert.match((await axe(page)).join("\n"), /label/);
}));

test("390x844: nothing sticks out, the panel is below the drawing", () => visit(small(), { size: [390, 844], hash: "#model=crm%3A%3Atag%3A%3ATag" }, async (page) => {
  await title(page, "Tag");
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  const [stage, panel] = await page.evaluate(() => [".stage", "#detail"].map((selector) => document.querySelector(selector).getBoundingClientRect().toJSON()));
  assert.ok(stage.height > 400 && panel.top >= stage.bottom && panel.width === 390);
  assert.equal(await page.$eval(".to-detail", (found) => found.innerText), "Tag Details");
  assert.deepEqual(await axe(page), []);
}));

test("hostile names are text: nothing runs, nothing is hidden", () => visit(hostile(), {}, async (page) => {
  assert.equal(await page.title(), "</title><script>window.hacked=1</script>\\u{202e}eltit - relata");
  assert.equal(await text(page, "#title"), "</title><script>window.hacked=1</script>\\u{202e}eltit");
  await page.click("#fit");
  await drawn(page);
  assert.equal((await seen(page)).length, hostile().models.length);
  await page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
  for (const tab of ["tab-crates", "tab-models", "tab-findings"]) await page.click(`#${tab}`);
  for (const { id, name } of hostile().models) {
    await page.evaluate((n) => document.querySelectorAll("#finding-list > ul > li")[n].querySelector("button").click(), id);
    await page.evaluate(() => document.querySelector('[data-view="focus"]').click());
    await drawn(page);
    const panel = await text(page, "#detail");
    // Line ends are the page's own, and those of helps and notes.
    assert.doesNotMatch(panel, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/, JSON.stringify(name.slice(0, 40)));
    const heading = await text(page, "#detail-title");
    assert.ok(!heading.includes("\n") && (heading === shown(name) || panel.includes(`Name${shown(name)}`)), "the whole name, in one line");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await drawn(page);
  }
  for (const query of ["<img", "__proto__", "constructor", "\\u{202e}", "xxxx"]) {
    await page.$eval("#search", (input) => (input.value = ""));
    await page.type("#search", query);
    await page.keyboard.press("Enter");
    assert.equal(await page.$eval("#close", (found) => found.hidden), false, query);
    await page.keyboard.press("Escape");
  }
  assert.equal(await page.$$eval("#detail img, #detail script, .lists img, .lists script, header script", (found) => found.length), 0);
  assert.equal(await page.evaluate(() => window.hacked), undefined);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
}));

test("no models at all", () => visit(empty(), {}, async (page) => {
  assert.equal(await page.$eval("#none", (found) => found.hidden), false);
  assert.equal(await text(page, "#shown"), "0 models");
  await page.keyboard.press("/");
  await page.keyboard.type("x");
  for (const key of ["ArrowDown", "Enter", "Escape", "Escape"]) await page.keyboard.press(key);
  for (const key of ["+", "-", "0"]) await page.keyboard.press(key);
}));

test("without data, or with data of another format, a plain message", async () => {
  const blank = readFileSync(new URL("../dist/graph.html", import.meta.url), "utf8");
  await visit(blank, { wait: false }, async (page) => assert.match(await text(page, "#message"), /contains no graph/));
  await visit({ format: "relata-graph/2" }, { wait: false }, async (page) => assert.match(await text(page, "#message"), /relata-graph\/2/));
  await visit(blank.replace('"RELATA_GRAPH_DATA"', "{"), { wait: false }, async (page) => assert.match(await text(page, "#message"), /cannot be read/));
});

test("with motion, and printed", () => visit(small(), { still: false }, async (page) => {
  await page.keyboard.press("+");
  await page.click("#finding-list button");
  await page.click('[data-view="focus"]');
  await drawn(page);
  await new Promise((done) => setTimeout(done, 400));
  await page.emulateMediaType("print");
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  assert.ok(await page.$eval("#model-list", (list) => list.innerText.includes("customer belongs to Customer")));
}));

test("1,000 models: groups that open in place, and each model is in the list", () => visit(large(), {}, async (page) => {
  const listed = await page.evaluate(async () => {
    document.getElementById("tab-models").click();
    const groups = [...document.querySelectorAll("#model-list details")];
    for (const group of groups) group.open = true;
    await new Promise((done) => setTimeout(done, 500));
    return [...document.querySelectorAll("#model-list li[data-model]")].map((item) => Number(item.dataset.model));
  });
  assert.deepEqual(listed.sort((a, b) => a - b), [...Array(1000).keys()]);
  assert.ok(await page.$$eval("#model-list li[data-model] ul li", (items) => items.length) >= 3000);
  await page.click("#tab-findings");
  assert.equal((await page.$$("#finding-list li")).length, 30);
  const places = () => page.$$eval("#canvas .box", (boxes) => boxes.map((box) => `${box.dataset.key} ${box.getAttribute("transform")}`).sort());
  const first = await places();
  await page.focus("#canvas");
  await page.keyboard.press("Enter");
  await wait(page, () => document.activeElement.matches("#canvas .group"));
  const key = await page.evaluate(() => document.activeElement.dataset.key);
  await page.keyboard.press("Enter");
  await wait(page, (wanted) => document.querySelector(`#canvas .frame[data-key="${CSS.escape(wanted)}"]`), key);
  assert.match(page.url(), /#open=/);
  assert.ok((await seen(page)).length > 0);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await wait(page, () => !document.querySelector("#canvas .frame"));
  await page.click("#finding-list button");
  await drawn(page);
  assert.equal(await page.$eval("#canvas", (canvas) => canvas.dataset.kind), "focus");
  assert.ok((await seen(page)).length < 100);
  const name = await text(page, "#detail-title");
  await page.click('[data-view="all"]');
  await wait(page, () => document.querySelector("#canvas .frame"));
  assert.ok(await page.$("#canvas .box.picked"), `${name} is marked in its group`);
  await page.click("#finding-list li:nth-child(9) button");
  await drawn(page);
  assert.equal(await page.$eval("#canvas", (canvas) => canvas.dataset.kind), "focus", "a model that no open group shows");
  for (let i = 0; i < 3; i++) await page.keyboard.press("Escape");
  await drawn(page);
  await page.reload();
  await drawn(page);
  assert.deepEqual(await places(), first, "the same data, the same drawing");
}));
