// The picture of a large document: groups of models that open in place. Models that very many others point at are marks.
import { arrange } from "./arrange.js";
import { groupName } from "./groups.js";
import { groupLine } from "./lines.js";
import { boxHeight, boxWidth, header } from "./metrics.js";
import { fullLabel, table } from "./tables.js";
import { count, short } from "./text.js";
import { placed } from "./whole.js";

const margin = 20;
const top = 36;
/** The most lines between groups; of more, only the widest are drawn. */
const mostLines = 60;
const widestLines = 40;

/** The models with so many incoming lines that they are drawn as marks: at least 12, and one in 20 of all models. */
export function hubsOf(graph, edges) {
  const sources = new Map();
  for (const { from, to } of edges) {
    if (!sources.has(to)) sources.set(to, new Set());
    sources.get(to).add(from);
  }
  const least = Math.max(12, Math.ceil(graph.models.length / 20));
  const hubs = [...sources].filter(([, from]) => from.size >= least).map(([id, from]) => ({ id, count: from.size }));
  return { least, hubs: hubs.sort((a, b) => b.count - a.count || a.id - b.id) };
}

/** `open`: keys of groups; `showHubs`: draw the lines of hubs too. */
export function overview(graph, root, { edges }, { open, level = null, aspect, showHubs = false }) {
  const { hubs, least } = hubsOf(graph, edges);
  const hub = new Set(showHubs ? [] : hubs.map(({ id }) => id));
  const plain = edges.filter(({ to }) => !hub.has(to));
  const tally = { drawn: 0, inside: 0, hubs: edges.length - plain.length, thin: 0 };
  const context = { graph, open, level, aspect, hub, edges: plain, all: edges, tally };
  const scene = root.groups ? groupPicture(context, root) : modelPicture(context, root);
  tally.inside = edges.length - tally.drawn - tally.hubs - tally.thin;
  return { ...scene, captions: [], kind: "overview", hubs, least, tally };
}

function groupPicture(context, group) {
  const { graph, open, edges, tally } = context;
  const of = new Map(group.groups.flatMap((child) => child.ids.map((id) => [id, child])));
  const inside = new Map();
  const pairs = new Map();
  for (const edge of edges) {
    const [a, b] = [of.get(edge.from), of.get(edge.to)];
    if (!a || !b) continue;
    if (a === b) {
      inside.set(a, (inside.get(a) ?? 0) + 1);
      continue;
    }
    const ids = a.key < b.key ? [a, b] : [b, a];
    const key = `g${JSON.stringify(ids.map((one) => one.key))}`;
    if (!pairs.has(key)) pairs.set(key, { key, ids, edges: [], forward: 0 });
    const pair = pairs.get(key);
    pair.edges.push(edge.id);
    pair.forward += a === ids[0] ? 1 : -1;
  }
  const nodes = group.groups.map((child) => node(context, child, inside.get(child) ?? 0));
  const sorted = [...pairs.values()].sort((a, b) => b.edges.length - a.edges.length || (a.key < b.key ? -1 : 1));
  const drawn = sorted.length > mostLines ? sorted.slice(0, widestLines) : sorted;
  tally.drawn += drawn.reduce((sum, { edges: some }) => sum + some.length, 0);
  tally.thin += sorted.slice(drawn.length).reduce((sum, { edges: some }) => sum + some.length, 0);
  const links = drawn.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ key, ids, edges: some, forward }) => {
    const [from, to] = forward >= 0 ? ids : [...ids].reverse();
    const [a, b] = [from, to].map((one) => nodes.find(({ key: other }) => other === one.key));
    return { key, from: a.key, to: b.key, fromY: a.end, toY: b.end, edges: some, label: `${groupName(from)} → ${groupName(to)}: ${count(some.length, "relation")}` };
  });
  const { places, routes, w, h } = arrange(nodes, links, { aspect: context.aspect, gap: 28 });
  const lines = links.map((link) => groupLine(link, routes.get(link.key)));
  const [boxes, frames] = [[], []];
  for (const one of nodes) {
    const { x, y } = places.get(one.key);
    Object.assign(one, { x, y });
    if (!one.inner) {
      boxes.push(one);
      continue;
    }
    frames.push(one, ...shift(one.inner.frames, x + margin, y + top));
    boxes.push(...shift(one.inner.boxes, x + margin, y + top));
    lines.push(...one.inner.lines.map((line) => shiftLine(graph, line, x + margin, y + top)));
  }
  return { boxes, frames, lines, w, h, open };
}

const shift = (boxes, dx, dy) => boxes.map((box) => Object.assign(box, { x: box.x + dx, y: box.y + dy }));

function shiftLine(graph, line, dx, dy) {
  const route = line.route.map((point) => ({ ...point, x: point.x + dx, y: point.y + dy }));
  return line.group ? groupLine(line, route) : { ...line, ...line.again(route) };
}

/** A group as one box; or, if it is open, as a frame around its own picture. */
function node(context, group, relations) {
  const { graph } = context;
  const name = groupName(group);
  const findings = group.ids.filter((id) => graph.level[id]).length;
  const broken = group.ids.some((id) => graph.level[id] === "error");
  const sign = findings ? (broken ? "× " : "! ") : "";
  const base = {
    key: group.key, group, name: sign + name, hue: hueOf(graph, group), level: findings ? (broken ? "error" : "warning") : null,
    change: null, aside: findings ? count(findings, "model").replace(/models?/, "with findings") : "", count: `${count(group.ids.length, "model")}, ${count(relations, "relation")} inside`,
  };
  if (context.open.has(group.key)) {
    const inner = group.groups ? groupPicture(context, group) : modelPicture(context, group);
    const w = Math.max(inner.w + 2 * margin, boxWidth(base.name, [[0, base.count, ""]]) + 160);
    return { ...base, kind: "frame", w, h: inner.h + top + margin, top, end: top / 2, inner };
  }
  const busy = [...group.ids].sort((a, b) => graph.touching[b].length - graph.touching[a].length || a - b).slice(0, 3);
  const names = busy.map((id) => short(fullLabel(graph, id), 24)).join(", ");
  const w = Math.min(230, Math.max(180, boxWidth(base.name, [[0, base.count, ""]])));
  return { ...base, kind: "group", w, h: boxHeight(2), names, end: header / 2 };
}

const hueOf = (graph, group) => graph.hue.get(graph.home[group.ids[0]]) ?? 0;

/** The models of a group, with their keys. Lines that leave the group are marks at their rows. */
function modelPicture({ graph, level, aspect, hub, edges, all, tally }, group) {
  const members = new Set(group.ids);
  const inside = edges.filter(({ from, to }) => members.has(from) && members.has(to));
  tally.drawn += inside.length;
  const drawn = new Set(inside);
  const marks = new Map();
  const incoming = new Map();
  for (const edge of all) {
    if (drawn.has(edge)) continue;
    if (members.has(edge.from)) {
      const { row } = graph.ends[edge.id].first;
      if (!marks.has(edge.from)) marks.set(edge.from, new Map());
      marks.get(edge.from).set(row, [...(marks.get(edge.from).get(row) ?? []), edge.to]);
    }
    if (members.has(edge.to)) incoming.set(edge.to, (incoming.get(edge.to) ?? 0) + 1);
  }
  const ends = new Map(group.ids.map((id) => [id, new Set(graph.models[id].key.map((name) => graph.rowAt[id].get(name)).filter((row) => row !== undefined))]));
  for (const edge of inside) for (const end of Object.values(graph.ends[edge.id])) if (end?.row >= 0) ends.get(end.id).add(end.row);
  // Without a choice, only rows with lines: the other targets share one row.
  const rowsOf = (id) => (level === null ? { only: ends.get(id), last: [...new Set([...(marks.get(id)?.values() ?? [])].flat())] } : { level, marks: marks.get(id) });
  const boxes = group.ids.map((id) => table(graph, id, { ...rowsOf(id), crate: group.kind === "program", note: incoming.has(id) && group.kind !== "program" ? `← ${incoming.get(id)}${hub.has(id) ? " (hub)" : ""}` : "" }));
  return placed(graph, boxes, inside, { aspect, ranker: "tight-tree" });
}
