// A model as a box: its name, the rows that a level shows, and what stands at the right of each row.
import { boxHeight, boxWidth, rowMiddle } from "./metrics.js";
import { crateName, short } from "./text.js";

const signs = { added: "+ ", removed: "− ", changed: "~ " };

/** `level`, or `only`: the set of rows to show. `marks`: row -> targets whose line is not drawn; `last` has them in one row below. */
export function table(graph, id, { level = "all", only = null, marks = new Map(), key = `m${id}`, crate = false, note = "", last = [] } = {}) {
  const all = graph.rows[id];
  const chosen = all.map((_, i) => i).filter((i) => (only ? only.has(i) : level === "all" || (level === "keys" && (all[i].important || marks.has(i)))));
  const at = new Map(chosen.map((i, shown) => [i, shown]));
  const rows = chosen.map((i) => ({ ...all[i], index: i, name: short(all[i].name, 34), ...rightOf(graph, all[i], marks.get(i)), icons: iconsOf(all[i]) }));
  if (last.length) rows.push({ name: "", index: -2, right: short(`→ ${last.map((to) => fullLabel(graph, to)).join(", ")}`, 30), to: last[0], icons: [] });
  const { title, rest } = graph.labels[id];
  const change = graph.models[id].change ?? (graph.changed.has(id) ? "changed" : null);
  const aside = note || (crate ? crateName(graph.home[id], 18) : "");
  const sign = graph.level[id] ? (graph.level[id] === "error" ? "× " : "! ") : graph.models[id].standing === "missing" ? "? " : "";
  const name = (signs[change] ?? "") + sign + short(title, 36);
  const hidden = all.length - chosen.length;
  const w = boxWidth(name + short(rest, 20) + (aside ? `   ${aside}` : ""), rows.map((row) => [row.icons.length, row.name, row.right]));
  return {
    key, kind: "model", id, w, h: boxHeight(rows.length), name, rest: short(rest, 20), aside, rows, hidden, hue: graph.hue.get(graph.home[id]) ?? 0,
    standing: graph.models[id].standing, level: graph.level[id], change,
    middle: (row) => rowMiddle(at.get(row) ?? -1),
  };
}

/** Left of the name: what the row is a key of. */
function iconsOf(row) {
  const icons = [];
  if (row.broken) icons.push("broken");
  if (row.key) icons.push("key");
  if (row.foreign || row.relation !== undefined) icons.push(row.relation === undefined ? "foreign" : "relation");
  if (row.unique && icons.length < 2) icons.push("unique");
  return icons.slice(0, 2);
}

/** The type, or the models that a line would lead to. */
function rightOf(graph, row, marks) {
  if (!marks?.length) return { right: short(row.type, 22) };
  const more = marks.length > 1 ? ` +${marks.length - 1}` : "";
  return { right: `→ ${short(fullLabel(graph, marks[0]), 26 - more.length)}${more}`, to: marks[0] };
}

export const fullLabel = (graph, id) => graph.labels[id].title + graph.labels[id].rest;
