// A line between two rows: its path, the marks of crow's foot notation at its ends, and what it is called.
import { pathOf } from "./layered.js";
import { stub } from "./metrics.js";

const n = (value) => Math.round(value * 10) / 10;

/** The marks of one end. `way` is the direction in which the line leaves the box. */
function markOf({ mark, ring }, { x, y }, way) {
  const at = (dx) => n(x + way * dx);
  const circle = ring ? `M${n(x + way * 13 - 3.5)} ${n(y)}a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0` : "";
  if (mark === "many") return `M${at(12)} ${n(y)}L${n(x)} ${n(y - 5)}M${at(12)} ${n(y)}L${n(x)} ${n(y + 5)}${ring ? circle : ""}`;
  if (mark === "arrow") return `M${at(8)} ${n(y - 4.5)}L${n(x)} ${n(y)}M${at(8)} ${n(y + 4.5)}L${n(x)} ${n(y)}`;
  if (mark === "one") return `M${at(6)} ${n(y - 5)}V${n(y + 5)}${circle}`;
  return "";
}

const wayOf = (from, to) => (to.x >= from.x ? 1 : -1);

/** The middle of the first curve, where the sign of a through model or of a broken relation is drawn. */
function middleOf(route) {
  const i = route.findIndex((point, i) => i > 0 && !point.flat && !point.turn);
  if (i < 0) return { x: (route[1].x + route[0].x) / 2 + 6, y: route[1].y };
  return { x: (route[i].x + route[i - 1].x) / 2, y: (route[i].y + route[i - 1].y) / 2 };
}

/** The line of an edge along `route`. */
export function modelLine(graph, edge, route, { from, to, key = `e${edge.id}` }) {
  const { first, last, fan, through, dashed } = graph.ends[edge.id];
  const [start, end] = [route[0], route[route.length - 1]];
  const middle = middleOf(route);
  const out = wayOf(start, route[1]);
  let signs = "";
  if (fan) signs += `M${n(start.x + out * (stub - 2) - 2.5)} ${n(start.y)}a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0 -5 0`;
  if (through !== null) signs += `M${n(middle.x - 8)} ${n(middle.y - 6)}h16v12h-16zM${n(middle.x - 8)} ${n(middle.y - 2)}h16`;
  if (edge.broken) signs += `M${n(middle.x - 5)} ${n(middle.y - 5)}l10 10M${n(middle.x + 5)} ${n(middle.y - 5)}l-10 10`;
  return {
    key, edges: [edge.id], from, to, route, middle, d: pathOf(route), marks: markOf(first, start, out) + markOf(last, end, wayOf(end, route[route.length - 2])),
    again: (moved) => modelLine(graph, edge, moved, { from, to, key }),
    signs, dashed, fan, through, broken: edge.broken, change: edge.change, width: 1.3, bounds: boundsOf(route), ends: [start, end], models: [edge.from, edge.to],
  };
}

/** The line between two groups, as wide as the number of relations deserves. */
export function groupLine({ key, from, to, edges, label }, route) {
  return {
    key, edges, from, to, route, middle: middleOf(route), d: pathOf(route), marks: "", signs: "", label, group: true,
    width: Math.min(5, 1 + Math.log2(edges.length) * 0.75), bounds: boundsOf(route), ends: [route[0], route[route.length - 1]],
  };
}

export function boundsOf(points) {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  return { left: Math.min(...xs) - 8, right: Math.max(...xs) + 16, top: Math.min(...ys) - 8, bottom: Math.max(...ys) + 8 };
}

/** A line of its own between two boxes, for boxes that a person moved. */
export function direct(a, b, fromY, toY) {
  const way = b.x + b.w / 2 >= a.x + a.w / 2 ? 1 : -1;
  const start = { x: way > 0 ? a.x + a.w : a.x, y: a.y + fromY };
  const end = { x: way > 0 ? b.x : b.x + b.w, y: b.y + toY };
  return [start, { x: start.x + way * stub, y: start.y, flat: true }, { x: end.x - way * stub, y: end.y }, { ...end, flat: true }];
}
