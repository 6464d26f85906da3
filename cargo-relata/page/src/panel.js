// The details of a model and the overview, as elements. Links call `go(id)`.
import { count, crateName, el, kindNames, quoted, short, shown } from "./text.js";
import { address } from "./address.js";
import { fullLabel } from "./tables.js";

const standings = {
  __proto__: null,
  registered: "registered", external: "external: from a crate that registers nothing", abstract: "abstract: has no table of its own", missing: "missing: no model has this name",
};

/** A link that selects model `id`. */
export function link(graph, id, go, text = fullLabel(graph, id)) {
  return el("a", { href: address(graph.models[id].path), on: { click: (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(id);
  } } }, short(text, 80) || "(no name)");
}

const code = (text) => el("code", {}, shown(text));
const list = (names) => names.map((name, i) => [i ? ", " : null, code(name)]);
const row = (term, ...what) => [el("dt", {}, term), el("dd", {}, ...what)];

/** Each target as written, and the models that it resolves to. */
export function targets(graph, relation, go) {
  return relation.targets.map((target, i) => {
    const models = target.models.map((id, j) => [j ? ", " : null, link(graph, id, go)]);
    const known = target.models.length === 1 ? graph.models[target.models[0]] : null;
    const written = known && [known.name, known.path].includes(target.written) ? null : code(target.written);
    const outcome = target.outcome === "resolved" ? null : el("span", { class: target.outcome === "outside" ? "tag" : "tag bad" }, target.outcome === "outside" ? "outside" : `× ${shown(target.outcome)}`);
    return [i ? "; " : null, written, written && models.length ? " → " : null, models, outcome && " ", outcome];
  });
}

export function finding(graph, index) {
  const { rule, level, headline, subject, at, notes, help } = graph.findings[index];
  return [
    el("p", { class: "headline" }, el("span", { class: `tag ${level === "error" ? "bad" : "warn"}` }, level === "error" ? "× error" : "! warning"), " ", quoted(headline)),
    el("dl", {}, row("Rule", code(rule)), row("Subject", code(subject)), at !== null && row("Place", code(at)),
      help !== null && row("Help", el("span", { class: "lines" }, quoted(help)))),
    notes.length > 0 && el("ul", { class: "notes" }, notes.map((note) => el("li", {}, el("span", { class: "lines" }, quoted(note.text)), note.at !== null && [" ", code(note.at)]))),
  ];
}

function fieldTable(model) {
  const rows = model.fields.map((field) => {
    const keys = [
      model.key.includes(field.name) && "key", field.unique && "unique", field.optional && "optional",
      field.column !== undefined && `column ${shown(field.column)}`,
      ...model.relations.filter((relation) => relation.key.includes(field.name)).map((relation) => `key of ${shown(relation.name)}`),
    ].filter(Boolean);
    return el("tr", {}, el("th", { scope: "row" }, code(field.name)), el("td", {}, code(field.type)), el("td", {}, keys.join(", ")));
  });
  return el("table", {}, el("thead", {}, el("tr", {}, ["Name", "Type", "Attributes"].map((name) => el("th", { scope: "col" }, name)))), el("tbody", {}, rows));
}

function relationItem(graph, relation, go) {
  return el("li", { class: "relation" },
    el("p", {}, el("strong", {}, shown(relation.name)), " ", el("span", { class: "muted" }, kindNames[relation.kind] ?? shown(relation.kind)), " ", targets(graph, relation, go)),
    el("dl", {},
      relation.inverse !== null && row("Inverse", code(relation.inverse)),
      relation.key.length > 0 && row("Key", list(relation.key)),
      relation.references.length > 0 && row("References", list(relation.references)),
      relation.through !== null && row("Through", code(relation.through)),
      relation.tag !== null && row("Tag", code(relation.tag)),
      relation.declared_by !== undefined && row("Declared by", code(relation.declared_by)),
      relation.on_delete !== null && row("On delete", code(relation.on_delete)),
      relation.open && row("Open", "any model can be a target"),
      relation.at !== null && row("Place", code(relation.at))));
}

const referrers = (graph, id, go) => {
  const from = graph.touching[id].filter((edge) => edge.to === id && edge.from !== id && edge.inverse === null);
  return from.length > 0 && [
    el("h3", {}, `Referenced by (${from.length})`),
    el("ul", { class: "plain" }, from.map((edge) => el("li", {}, link(graph, edge.from, go), ".", code(edge.relation), " ", el("span", { class: "muted" }, kindNames[edge.kind] ?? shown(edge.kind)), edge.broken && [" ", el("span", { class: "tag bad" }, "× broken")]))),
  ];
};

/** The body of the panel, below its heading. */
export function details(graph, id, go) {
  const model = graph.models[id];
  return [
    el("dl", {},
      // The heading shows at most this many characters.
      short(fullLabel(graph, id), 120) !== shown(model.name) && row("Name", code(model.name)),
      model.change && row("Change", el("span", { class: "tag" }, shown(model.change))),
      graph.programsOf[id].length > 0 && row("Programs", graph.programsOf[id].map((i) => shown(graph.programs[i])).join(", ")),
      row("Path", code(model.path)), row("Crate", crateName(model.crate, 10000)),
      model.package !== null && row("Package", code(model.package), model.version !== null && [" ", code(model.version)]),
      row("Status", standings[model.standing] ?? shown(model.standing)),
      model.table !== null && row("Table", code(model.table)), model.at !== null && row("Place", code(model.at)),
      model.key.length > 0 && row("Key", list(model.key)),
      model.unique.length > 0 && row("Unique", model.unique.map((set, i) => [i ? "; " : null, "(", list(set), ")"]))),
    model.findings.length > 0 && [el("h3", {}, `Findings (${model.findings.length})`), model.findings.map((index) => el("div", { class: "finding" }, finding(graph, index)))],
    el("h3", {}, `Relations (${model.relations.length})`),
    model.relations.length ? el("ul", { class: "plain" }, model.relations.map((relation) => relationItem(graph, relation, go))) : el("p", { class: "muted" }, "None."),
    referrers(graph, id, go),
    el("h3", {}, `Fields${model.fields ? ` (${model.fields.length})` : ""}`),
    model.fields?.length ? fieldTable(model) : el("p", { class: "muted" }, model.fields ? "None." : "Unknown."),
  ].flat(Infinity).filter(Boolean);
}

/** What there is, and where to begin. */
export function overview(graph, go) {
  const tally = (values) => [...values.reduce((all, value) => all.set(value, (all.get(value) ?? 0) + 1), new Map())].sort((a, b) => b[1] - a[1]);
  const most = [...graph.models].sort((a, b) => graph.touching[b.id].length - graph.touching[a.id].length || a.id - b.id).slice(0, 8).filter(({ id }) => graph.touching[id].length);
  return [
    el("p", { class: "muted" }, "Select a model in the drawing, in a list or by search to see its fields, relations and findings."),
    graph.brokenEdges.length > 0 && [
      el("h3", {}, `Broken relations (${graph.brokenEdges.length})`),
      el("ul", { class: "plain" }, graph.brokenEdges.map((edge) => el("li", {}, el("span", { class: "bad" }, "× "), link(graph, edge.from, go), ".", code(edge.relation), " → ", link(graph, edge.to, go)))),
    ],
    most.length > 0 && [el("h3", {}, "Most related"), el("ul", { class: "plain" }, most.map(({ id }) => el("li", {}, link(graph, id, go), " ", el("span", { class: "muted" }, count(graph.touching[id].length, "relation")))))],
    graph.models.length > 0 && [
      el("h3", {}, "Models"), el("dl", { class: "tally" }, tally(graph.models.map((model) => model.standing)).map(([standing, n]) => row(shown(standing), n.toLocaleString("en")))),
      graph.edges.length > 0 && [el("h3", {}, "Relations drawn"), el("dl", { class: "tally" }, tally(graph.edges.map((edge) => edge.kind)).map(([kind, n]) => row(kindNames[kind] ?? shown(kind), n.toLocaleString("en"))))],
    ],
  ].flat(Infinity).filter(Boolean);
}
