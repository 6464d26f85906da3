// The picture of a small document: every model and every line.
import { arrange } from "./arrange.js";
import { modelLine } from "./lines.js";
import { table } from "./tables.js";

/** The most models and lines that are drawn at once. */
export const most = { models: 60, lines: 90 };

export function whole(graph, { ids, edges }, { level = null, aspect, size }) {
  const crate = new Set([...ids].map((id) => graph.home[id])).size > 1;
  const drawn = (rows) => ({ ...placed(graph, [...ids].map((id) => table(graph, id, { level: rows, crate })), edges, { aspect }), kind: "whole", level: rows });
  if (level !== null) return drawn(level);
  // All columns, unless names could not be read then.
  const all = drawn("all");
  return Math.min(size.w / all.w, size.h / all.h) < 0.4 ? drawn("keys") : all;
}

/** Arranges the boxes of models, and draws the lines between them. */
export function placed(graph, boxes, edges, options) {
  const of = new Map(boxes.map((box) => [box.id, box]));
  const links = edges.map((edge) => {
    const { first, last } = graph.ends[edge.id];
    const [a, b] = [of.get(edge.from), of.get(edge.to)];
    return { key: `e${edge.id}`, from: a.key, to: b.key, fromY: a.middle(first.row), toY: b.middle(last.row) };
  });
  const { places, routes, w, h } = arrange(boxes, links, options);
  for (const box of boxes) Object.assign(box, places.get(box.key));
  const lines = edges.map((edge) => modelLine(graph, edge, routes.get(`e${edge.id}`), { from: of.get(edge.from).key, to: of.get(edge.to).key }));
  return { boxes, lines, frames: [], captions: [], w, h };
}
