// What is shown as text for other tools: erDiagram of Mermaid, DBML, DOT. A picture of groups gives the models of the open ones.
import { fullLabel } from "./tables.js";
import { shown } from "./text.js";

/** The models and edges of a scene, in the order of the graph. */
export function partOf(graph, { scene, parts }) {
  const drawn = new Set(scene.boxes.flatMap(({ id, models }) => (id === undefined ? models ?? [] : [id])));
  const ids = scene.kind === "overview" && !drawn.size ? parts.ids : drawn;
  const own = new Set(scene.lines.flatMap(({ edges, group }) => (group ? [] : edges)));
  const edges = scene.kind === "overview" ? parts.edges : graph.edges.filter(({ id }) => own.has(id));
  return { models: graph.models.filter(({ id }) => ids.has(id)), edges: edges.filter(({ from, to }) => ids.has(from) && ids.has(to)) };
}

const word = (text) => shown(text).replace(/[^\p{L}\p{N}_]+/gu, "_").replace(/^(?=\d)/, "_") || "_";
const quote = (text, mark = '"') => mark + shown(text).replace(/\\/g, "\\\\").replaceAll(mark, `\\${mark}`) + mark;

/** A name for each model that no other has. */
function names(graph, models, make) {
  const used = new Set();
  return new Map(models.map((model) => {
    const name = make(fullLabel(graph, model.id));
    let free = name;
    for (let i = 2; used.has(free); i++) free = `${name}_${i}`;
    used.add(free);
    return [model.id, free];
  }));
}

export function mermaid(graph, { models, edges }) {
  const name = names(graph, models, word);
  const text = ["erDiagram"];
  for (const model of models) {
    text.push(`    ${name.get(model.id)}["${shown(fullLabel(graph, model.id)).replace(/["\\]/g, "'")}"] {`);
    for (const row of graph.rows[model.id].filter(({ field }) => field)) {
      const keys = [row.key && "PK", row.foreign && "FK", row.unique && "UK"].filter(Boolean).join(", ");
      text.push(`        ${word(row.type.replace(/\?$/, "") || "unknown")} ${word(row.name)}${keys && ` ${keys}`}`);
    }
    text.push("    }");
  }
  const left = { many: "}o", one: "||", ring: "|o", none: "}o", arrow: "||" };
  const right = { many: "o{", one: "||", ring: "o|", none: "o{", arrow: "||" };
  const kind = (end) => (end.mark === "one" && end.ring ? "ring" : end.mark);
  for (const edge of edges) {
    const { first, last, dashed } = graph.ends[edge.id];
    text.push(`    ${name.get(edge.from)} ${left[kind(first)]}${dashed ? ".." : "--"}${right[kind(last)]} ${name.get(edge.to)} : "${shown(edge.relation).replace(/["\\]/g, "'")}"`);
  }
  return `${text.join("\n")}\n`;
}

export function dbml(graph, { models, edges }) {
  const name = names(graph, models, (label) => quote(label));
  const text = [];
  for (const model of models) {
    text.push(`Table ${name.get(model.id)} {`);
    for (const row of graph.rows[model.id].filter(({ field }) => field)) {
      const settings = [row.key && model.key.length === 1 && "pk", row.unique && "unique", row.optional === false && !row.key && "not null"].filter(Boolean);
      text.push(`  ${quote(row.name)} ${quote(row.type.replace(/\?$/, "") || "unknown")}${settings.length ? ` [${settings.join(", ")}]` : ""}`);
    }
    // A table of DBML has columns.
    if (!graph.rows[model.id].some(({ field }) => field)) text.push('  "unknown" "unknown"');
    const sets = [model.key.length > 1 && [model.key, "pk"], ...model.unique.filter((set) => set.length > 1).map((set) => [set, "unique"])].filter(Boolean);
    if (sets.length) text.push("", "  indexes {", ...sets.map(([set, what]) => `    (${set.map((one) => quote(one)).join(", ")}) [${what}]`), "  }");
    text.push("}", "");
  }
  for (const edge of edges) {
    const relation = graph.relationAt[edge.from].get(edge.relation);
    const holder = edge.kind === "belongs_to" ? edge.from : edge.kind === "has_one" || edge.kind === "has_many" ? edge.to : null;
    if (holder === null || !relation?.key.length) {
      text.push(`// ${shown(fullLabel(graph, edge.from))}.${shown(edge.relation)} ${edge.kind} ${shown(fullLabel(graph, edge.to))}`);
      continue;
    }
    const other = holder === edge.from ? edge.to : edge.from;
    const columns = (id, list) => `${name.get(id)}.${list.length === 1 ? quote(list[0]) : `(${list.map((one) => quote(one)).join(", ")})`}`;
    const references = relation.references.length ? relation.references : graph.models[other].key;
    if (references.length !== relation.key.length) continue;
    const sign = graph.ends[edge.id][holder === edge.from ? "first" : "last"].mark === "many" ? ">" : "-";
    text.push(`Ref: ${columns(holder, relation.key)} ${sign} ${columns(other, references)}`);
  }
  return `${text.join("\n").trimEnd()}\n`;
}

export function dot(graph, { models, edges }) {
  const text = ["digraph relata {", "    rankdir=LR;", "    node [shape=box];"];
  for (const model of models) text.push(`    m${model.id} [label=${quote(fullLabel(graph, model.id))}];`);
  for (const edge of edges) text.push(`    m${edge.from} -> m${edge.to} [label=${quote(edge.inverse === null ? edge.relation : `${edge.relation} / ${edge.inverse}`)}${edge.broken ? ", style=dashed, color=red" : graph.ends[edge.id].dashed ? ", style=dotted" : ""}];`);
  return `${text.join("\n")}\n}\n`;
}
