// Arranges boxes and lines: each connected part in layers, the parts packed into the shape of the window.
import { crossings } from "./crossings.js";
import { layered } from "./layered.js";
import { components, pack } from "./pack.js";

/** Like `layered`, for a graph of several parts. `aspect` is the width of the window divided by its height. */
export function arrange(nodes, links, { aspect = 1.4, ranker, gap } = {}) {
  const of = new Map();
  const parts = components(nodes, links).map((members) => {
    const part = { members, links: [] };
    for (const { key } of members) of.set(key, part);
    return part;
  });
  for (const link of links) of.get(link.from).links.push(link);
  const blocks = parts.map((part) => ({ part, ...shaped(part.members, part.links, aspect, ranker) }));
  const { w, h } = pack(blocks, aspect, gap);
  const [places, routes] = [new Map(), new Map()];
  for (const block of blocks) {
    for (const [key, { x, y }] of block.places) places.set(key, { x: x + block.x, y: y + block.y });
    for (const [key, route] of block.routes) routes.set(key, route.map((point) => ({ ...point, x: point.x + block.x, y: point.y + block.y })));
  }
  return { places, routes, w, h };
}

/** A part that is much taller than wide has half of its sources to the right of their targets, if that makes it fit better. */
function shaped(nodes, links, aspect, ranker) {
  if (nodes.length === 1 && !links.length) return { places: new Map([[nodes[0].key, { x: 0, y: 0 }]]), routes: new Map(), w: nodes[0].w, h: nodes[0].h };
  const plain = layered(nodes, links, { ranker });
  if (nodes.length < 6 || nodes.length > 80 || plain.h < plain.w / aspect * 1.3) return plain;
  const size = ({ w, h }) => Math.max(w / aspect, h);
  const least = crossings([...plain.routes.values()]);
  let best = plain;
  for (const share of [0.5, 0.35]) {
    const turned = rightward(nodes, links, share);
    const other = layered(nodes, links.map((link) => ({ ...link, turned: turned.has(link.from) && link.from !== link.to })), { ranker });
    if (size(other) < size(best) * 0.85 && crossings([...other.routes.values()]) <= least * 1.2 + 3) best = other;
  }
  return best;
}

/** The sources that go to the right: those with the same targets stay together, until `share` of all is there. */
function rightward(nodes, links, share) {
  const targets = new Map();
  const pointedAt = new Set();
  for (const { from, to } of links) {
    if (from === to) continue;
    targets.set(from, [...(targets.get(from) ?? []), to].sort());
    pointedAt.add(to);
  }
  const sources = nodes.filter(({ key }) => targets.has(key) && !pointedAt.has(key));
  const sorted = sources.map((node) => ({ node, sort: targets.get(node.key).join("\n") })).sort((a, b) => (a.sort < b.sort ? -1 : a.sort > b.sort ? 1 : a.node.key < b.node.key ? -1 : 1));
  const all = sorted.reduce((sum, { node }) => sum + node.h, 0);
  const right = new Set();
  let sum = 0;
  for (const { node } of sorted) {
    if (sum + node.h / 2 > all * share) break;
    right.add(node.key);
    sum += node.h;
  }
  return right;
}
