// The shortest way between two models: a row of boxes, with the rows that are used.
import { way } from "./data.js";
import { modelLine } from "./lines.js";
import { stub } from "./metrics.js";
import { table } from "./tables.js";

const apart = 120;

/** `null` if no way leads from one to the other. */
export function route(graph, from, to, ids) {
  const edges = way(graph, from, to, ids);
  if (!edges) return null;
  const order = [from];
  for (const edge of edges) order.push(edge.from === order[order.length - 1] ? edge.to : edge.from);
  const boxes = order.map((id, i) => {
    const rows = new Set();
    for (const edge of [edges[i - 1], edges[i]].filter(Boolean)) {
      const { first, last } = graph.ends[edge.id];
      if (edge.from === id && first.row >= 0) rows.add(first.row);
      if (edge.to === id && last.row >= 0) rows.add(last.row);
    }
    return table(graph, id, { only: rows, crate: true });
  });
  let x = 0;
  const tallest = Math.max(...boxes.map(({ h }) => h));
  for (const box of boxes) {
    Object.assign(box, { x, y: (tallest - box.h) / 2 });
    x += box.w + apart;
  }
  const lines = edges.map((edge, i) => {
    const { first, last } = graph.ends[edge.id];
    const forward = edge.from === order[i];
    const [a, b] = forward ? [boxes[i], boxes[i + 1]] : [boxes[i + 1], boxes[i]];
    const sign = forward ? 1 : -1;
    const start = { x: forward ? a.x + a.w : a.x, y: a.y + a.middle(first.row) };
    const end = { x: forward ? b.x : b.x + b.w, y: b.y + b.middle(last.row) };
    return modelLine(graph, edge, [start, { x: start.x + sign * stub, y: start.y, flat: true }, { x: end.x - sign * stub, y: end.y }, { ...end, flat: true }], { from: a.key, to: b.key });
  });
  return { boxes, lines, frames: [], captions: [], kind: "path", w: x - apart, h: tallest };
}
