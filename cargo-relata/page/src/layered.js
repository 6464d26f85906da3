// Arranges boxes in layers from left to right with dagre, and draws each line through the gutters between the layers, so that no
// line enters a box of another model: dagre keeps one point free in each layer that a line passes.
import dagre from "@dagrejs/dagre";
import { crossings } from "./crossings.js";
import { stub } from "./metrics.js";

/** The height from which a curve is steep, and the most room for tracks in a gutter. */
const steep = 60;
const mostTracks = 90;

/**
 * `nodes`: [{ key, w, h }]; `links`: [{ key, from, to, fromY, toY, turned }] with the height at which a line ends in its box.
 * The result has `places` (key -> { x, y }), `routes` (key -> [{ x, y, flat }]), `w` and `h`. Equal input gives equal output.
 */
export function layered(nodes, links, { ranker = "network-simplex", nodesep = 22, ranksep = 76 } = {}) {
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  const loops = new Map();
  for (const link of links) if (link.from === link.to) loops.set(link.from, (loops.get(link.from) ?? 0) + 1);
  graph.setGraph({ rankdir: "LR", nodesep, ranksep, edgesep: 12, ranker });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { key, w, h } of nodes) graph.setNode(key, { width: w, height: h });
  for (const { key, from, to, turned } of links) {
    if (from !== to) graph.setEdge(turned ? to : from, turned ? from : to, { weight: 1 }, key);
  }
  dagre.layout(graph);
  const boxes = new Map(nodes.map(({ key, w, h }) => {
    const { x, y } = graph.node(key);
    return [key, { x: x - w / 2, y: y - h / 2, w, h, middle: x }];
  }));
  const layers = layersOf(boxes);
  const routes = new Map();
  const nth = new Map();
  for (const link of links) {
    if (link.from === link.to) {
      nth.set(link.from, (nth.get(link.from) ?? 0) + 1);
      routes.set(link.key, loop(boxes.get(link.from), link, nth.get(link.from)).map((point) => ({ ...point, layer: layerOf(layers, boxes.get(link.from)).at })));
      continue;
    }
    const edge = link.turned ? graph.edge(link.to, link.from, link.key) : graph.edge(link.from, link.to, link.key);
    routes.set(link.key, through(link, boxes, layers, link.turned ? [...edge.points].reverse() : edge.points));
  }
  const plain = extent(boxes, routes);
  const wide = spread(boxes, layers, routes);
  return wide && crossings([...wide.routes.values()]) <= crossings([...plain.routes.values()]) * 1.15 + 2 ? wide : plain;
}

/** The layers by their middle: where the widest box begins and ends. */
function layersOf(boxes) {
  const layers = new Map();
  for (const { middle, w } of boxes.values()) {
    const at = Math.round(middle * 4) / 4;
    layers.set(at, Math.max(layers.get(at) ?? 0, w));
  }
  return [...layers].sort(([a], [b]) => a - b).map(([middle, w], at) => ({ at, middle, left: middle - w / 2, right: middle + w / 2 }));
}

const layerOf = (layers, box) => layers.find(({ middle }) => Math.abs(middle - box.middle) < 0.5);

/** Flat across each layer, curved only in the gutters. `flat` says that the line comes straight from the point before. */
function through({ from, to, fromY, toY }, boxes, layers, points) {
  const [a, b] = [boxes.get(from), boxes.get(to)];
  const way = b.middle >= a.middle ? 1 : -1;
  const layer = (box) => layerOf(layers, box);
  const near = (one) => (way > 0 ? one.left : one.right);
  const far = (one) => (way > 0 ? one.right : one.left);
  const [first, last] = [layer(a), layer(b)];
  const route = [{ layer: first.at, x: way > 0 ? a.x + a.w : a.x, y: a.y + fromY }, { layer: first.at, x: far(first) + way * stub, y: a.y + fromY, flat: true }];
  const between = layers.filter(({ middle }) => (middle - first.middle) * way > 0.5 && (last.middle - middle) * way > 0.5);
  if (way < 0) between.reverse();
  for (const one of between) {
    const point = points.reduce((best, next) => (Math.abs(next.x - one.middle) < Math.abs(best.x - one.middle) ? next : best));
    route.push({ layer: one.at, x: near(one) - way * stub, y: point.y }, { layer: one.at, x: far(one) + way * stub, y: point.y, flat: true });
  }
  const end = b.y + toY;
  route.push({ layer: last.at, x: near(last) - way * stub, y: end }, { layer: last.at, x: way > 0 ? b.x : b.x + b.w, y: end, flat: true });
  return route;
}

/** Steep curves of one gutter get tracks of their own, so that they do not lie on each other; `null` if there are none. */
function spread(boxes, layers, routes) {
  const gutters = layers.map(() => []);
  for (const route of routes.values()) {
    for (let i = 1; i < route.length; i++) {
      const [a, b] = [route[i - 1], route[i]];
      if (b.flat || b.turn || Math.abs(a.y - b.y) < steep) continue;
      const [left, right] = a.layer < b.layer ? [a, b] : [b, a];
      gutters[left.layer].push({ left, right });
    }
  }
  const widths = gutters.map(tracks);
  if (!widths.some(Boolean)) return null;
  const before = layers.map((_, i) => widths.slice(0, i).reduce((sum, width) => sum + width, 0));
  const moved = new Map([...boxes].map(([key, box]) => [key, { ...box, x: box.x + before[layerOf(layers, box).at] }]));
  const at = ({ layer, track = 0, ...point }) => ({ ...point, x: point.x + before[layer] + track });
  return extent(moved, new Map([...routes].map(([key, route]) => [key, route.map(at)])));
}

/** Gives each curve its track, and returns how much wider the gutter becomes. Lines with a shared end share a track. */
function tracks(curves) {
  const count = (side) => curves.reduce((all, curve) => all.set(curve[side].y, (all.get(curve[side].y) ?? 0) + 1), new Map());
  const [lefts, rights] = [count("left"), count("right")];
  const bundles = new Map();
  curves.forEach((curve, i) => {
    const { left, right } = curve;
    const key = rights.get(right.y) > 1 ? `r${right.y}` : lefts.get(left.y) > 1 ? `l${left.y}` : `${i}`;
    bundles.set(key, [...(bundles.get(key) ?? []), curve]);
  });
  if (bundles.size < 2) return 0;
  const mean = (list, side) => list.reduce((sum, curve) => sum + curve[side].y, 0) / list.length;
  // Downward curves that begin lower turn first; upward ones that begin higher do.
  const sorted = [...bundles.values()].map((list) => ({ list, y: mean(list, "left"), down: mean(list, "right") > mean(list, "left") })).sort((a, b) => Number(a.down) - Number(b.down) || (a.down ? b.y - a.y : a.y - b.y));
  const gap = Math.min(6, mostTracks / (sorted.length - 1));
  const width = gap * (sorted.length - 1);
  sorted.forEach(({ list }, i) => {
    for (const { left, right } of list) [left.track, right.track] = [i * gap, i * gap - width];
  });
  return width;
}

/** A line of a model to itself: out of its row and back to the header, on the right. */
function loop(box, { fromY, toY }, nth) {
  const x = box.x + box.w;
  const end = Math.abs(toY - fromY) < 1 ? box.h > 40 ? 14 : fromY : toY;
  const out = x + stub + 6 * nth;
  return [{ x, y: box.y + fromY }, { x: out, y: box.y + fromY, flat: true }, { x: out, y: box.y + end, turn: 1 }, { x, y: box.y + end, flat: true }];
}

function extent(boxes, routes) {
  const all = [...[...boxes.values()].flatMap(({ x, y, w, h }) => [{ x, y }, { x: x + w, y: y + h }]), ...[...routes.values()].flat()];
  const [left, top] = [Math.min(...all.map(({ x }) => x)), Math.min(...all.map(({ y }) => y))];
  return {
    places: new Map([...boxes].map(([key, { x, y }]) => [key, { x: x - left, y: y - top }])),
    routes: new Map([...routes].map(([key, route]) => [key, route.map((point) => ({ ...point, x: point.x - left, y: point.y - top }))])),
    w: Math.max(...all.map(({ x }) => x)) - left, h: Math.max(...all.map(({ y }) => y)) - top,
  };
}

const n = (value) => Math.round(value * 10) / 10;

/** The route as a path of SVG. */
export function pathOf(route) {
  let d = `M${n(route[0].x)} ${n(route[0].y)}`;
  for (let i = 1; i < route.length; i++) {
    const [a, b] = [route[i - 1], route[i]];
    if (b.turn) {
      const r = Math.min(8, Math.abs(b.y - a.y) / 2) * Math.sign(b.y - a.y || 1);
      const out = 8 * b.turn;
      d += `c${out} 0 ${out} ${n(r)} ${out} ${n(r)}V${n(b.y - r)}c0 ${n(r)} ${-out} ${n(r)} ${-out} ${n(r)}`;
    } else if (b.flat || Math.abs(a.y - b.y) < 0.05) {
      d += `H${n(b.x)}`;
    } else {
      const middle = n((a.x + b.x) / 2);
      d += `C${middle} ${n(a.y)} ${middle} ${n(b.y)} ${n(b.x)} ${n(b.y)}`;
    }
  }
  return d;
}
