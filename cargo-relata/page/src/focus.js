// One model in the middle, the models that point at it on the left, those that it points at on the right. No engine is needed.
import { firstWord } from "./groups.js";
import { modelLine } from "./lines.js";
import { boxHeight, boxWidth, header, stub } from "./metrics.js";
import { table } from "./tables.js";
import { count, crateName, short } from "./text.js";

/** More neighbours than this on one side are folded by crate. */
const most = 25;
const apart = 116;
const gap = 10;

export function focus(graph, id, { ids, edges }, { level = null, unfold = new Set() }) {
  const own = edges.filter(({ from, to }) => from === id || to === id).filter(({ from, to }) => ids.has(from) && ids.has(to));
  // A model with very many columns shows its keys until a person asks for more.
  const middle = table(graph, id, { level: level ?? (graph.rows[id].length > 36 ? "keys" : "all"), crate: true });
  const left = column(graph, own.filter(({ from, to }) => to === id && from !== id), "from", "L", unfold, middle);
  const right = column(graph, own.filter(({ from, to }) => from === id && to !== id), "to", "R", unfold, middle);
  const width = (boxes) => Math.max(0, ...boxes.map(({ w }) => w));
  const [leftWidth, rightWidth] = [width(left), width(right)];
  Object.assign(middle, { x: left.length ? leftWidth + apart : 0, y: 0 });
  // Lines need room to turn: the more there are, the more.
  const far = middle.x + middle.w + apart;
  place(left, 0, leftWidth, middle);
  place(right, far, rightWidth, middle);
  const boxes = [...left, middle, ...right];
  const least = Math.min(...boxes.map(({ y }) => y));
  for (const box of boxes) box.y -= least;
  const lines = [...left, ...right].flatMap((box) => box.edges.map((edge) => line(graph, edge, box, middle)));
  lines.push(...own.filter(({ from, to }) => from === to).map((edge, i) => loop(graph, edge, middle, i)));
  const names = (list) => new Set(list.flatMap((box) => box.models)).size;
  const captions = [
    left.length && { key: "caption-left", x: left[0].x, y: Math.min(...left.map(({ y }) => y)) - 14, text: `${count(names(left), "model")} ${names(left) === 1 ? "points" : "point"} here` },
    right.length && { key: "caption-right", x: right[0].x, y: Math.min(...right.map(({ y }) => y)) - 14, text: `points at ${count(names(right), "model")}` },
  ].filter(Boolean);
  return { boxes, lines, frames: [], captions, kind: "focus", w: far + rightWidth, h: Math.max(...boxes.map(({ y, h }) => y + h)) };
}

/** The boxes of one side, in the order of the rows of the middle. `other` is the end of the neighbour. */
function column(graph, edges, other, side, unfold, middle) {
  const near = new Map();
  for (const edge of edges) near.set(edge[other], [...(near.get(edge[other]) ?? []), edge]);
  const end = (edge) => (other === "from" ? graph.ends[edge.id].last : graph.ends[edge.id].first);
  const own = (edge) => (other === "from" ? graph.ends[edge.id].first : graph.ends[edge.id].last);
  const height = (list) => list.reduce((sum, edge) => sum + middle.middle(end(edge).row), 0) / list.length;
  const folded = new Map();
  // By crate; by the first word of their names if there is only one crate.
  const crates = new Set([...near.keys()].map((id) => graph.home[id])).size > 1;
  const part = (id) => (crates ? graph.home[id] : firstWord(graph.models[id].name));
  if (near.size > most) {
    for (const id of near.keys()) folded.set(part(id), [...(folded.get(part(id)) ?? []), id]);
    for (const [crate, ids] of folded) if (ids.length < 4 || unfold.has(side + crate)) folded.delete(crate);
  }
  const boxes = [];
  for (const [id, list] of near) {
    if (folded.get(part(id))?.includes(id)) continue;
    // That a line ends at the primary key goes without saying.
    const rows = new Set(list.map((edge) => own(edge).row).filter((row) => row >= 0 && !(graph.rows[id][row].key && graph.models[id].key.length === 1 && !graph.rows[id][row].foreign)));
    const hidden = graph.rows[id].length - rows.size;
    const crate = crateName(graph.home[id], 18);
    boxes.push({ ...table(graph, id, { only: rows, key: `${side}${id}`, note: hidden ? `${crate} +${hidden}` : crate }), edges: list, models: [id], height: height(list), sort: `${graph.home[id]}\n${graph.models[id].path}` });
  }
  for (const [crate, ids] of folded) {
    const list = ids.flatMap((id) => near.get(id));
    const name = crates ? crateName(crate, 40) : `${short(crate, 38)}…`;
    boxes.push({
      key: `${side}fold:${crate}`, kind: "group", fold: side + crate, name, aside: "", count: `${count(ids.length, "model")}, ${count(list.length, "relation")}`,
      names: ids.slice(0, 4).map((id) => graph.models[id].name).join(", "), hue: graph.hue.get(graph.home[ids[0]]) ?? 0, w: boxWidth(name, [[0, "0".repeat(26), ""]]), h: boxHeight(2),
      edges: [list[0]], all: list, models: ids, height: height(list), sort: `${graph.home[ids[0]]}\n${crate}`, middle: () => header / 2 });
  }
  return boxes.sort((a, b) => a.height - b.height || (a.sort < b.sort ? -1 : 1));
}

/** One below the other, each as near to its row as it can be. */
function place(boxes, x, width, middle) {
  let bottom = -Infinity;
  for (const box of boxes) {
    Object.assign(box, { x, w: width, y: Math.max(bottom + gap, box.height - header / 2) });
    bottom = box.y + box.h;
  }
  if (!boxes.length) return;
  const shift = boxes.reduce((sum, { y, h, height }) => sum + height - (y + h / 2), 0) / boxes.length;
  const all = bottom - boxes[0].y;
  // A column that is no taller than the middle stays beside it.
  const least = all < middle.h ? Math.max(0, Math.min(boxes[0].y + shift, middle.h - all)) : boxes[0].y + shift;
  const by = least - boxes[0].y;
  for (const box of boxes) box.y += by;
}

function line(graph, edge, box, middle) {
  const { first, last } = graph.ends[edge.id];
  const isLeft = box.x < middle.x;
  const [a, b] = edge.to === middle.id ? [box, middle] : [middle, box];
  const start = { x: isLeft ? a.x + a.w : a.x + a.w, y: a.y + a.middle(first.row) };
  const end = { x: b.x, y: b.y + b.middle(last.row) };
  const route = [start, { x: start.x + stub, y: start.y, flat: true }, { x: end.x - stub, y: end.y }, { ...end, flat: true }];
  const made = modelLine(graph, edge, route, { from: a.key, to: b.key });
  return box.all ? { ...made, edges: box.all.map(({ id }) => id), width: Math.min(4, 1 + Math.log2(box.all.length) * 0.6), signs: "" } : made;
}

/** On the left, where it crosses no line that leaves another row. */
function loop(graph, edge, box, nth) {
  const { first, last } = graph.ends[edge.id];
  const [from, to] = [box.y + box.middle(first.row), box.y + box.middle(first.row === last.row ? -1 : last.row)];
  const out = box.x - stub - 7 * nth;
  return modelLine(graph, edge, [{ x: box.x, y: from }, { x: out, y: from, flat: true }, { x: out, y: to, turn: -1 }, { x: box.x, y: to, flat: true }], { from: box.key, to: box.key });
}
