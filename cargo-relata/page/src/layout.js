// Arranges models and the boxes of their groups. The same input gives the same drawing: d3-force starts from fixed places and
// uses fixed random numbers.
import { breadth, crateName } from "./text.js";
import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from "d3-force";

const gap = 18;
const margin = 22;
const heading = 40;
/** Side of the square that a model occupies in the simulation. Small groups have more room, for the names of relations. */
const side = (models) => (models <= 12 ? 130 : models <= 40 ? 68 : 58);

const known = new Map();

/**
 * `groups`: [{ name, ids }]; `size(id)`: { w, h }; `pause` is awaited now and then, so that the page stays responsive.
 * Boxes are returned for named groups, positions are centres.
 */
export async function arrange(groups, edges, size, aspect, pause) {
  const blocks = [];
  for (const group of groups) {
    const fill = groups.length === 1;
    const members = new Set(group.ids);
    const inside = edges.filter((edge) => edge.from !== edge.to && members.has(edge.from) && members.has(edge.to));
    const key = `${fill}|${group.ids.join()}|${inside.map((edge) => edge.id).join()}`;
    if (!known.has(key)) {
      if (known.size > 400) known.clear();
      known.set(key, await spread(group.ids, inside, size, aspect, pause, fill));
    }
    const { places, w, h } = known.get(key);
    const top = group.name === null ? 0 : heading;
    const least = group.name === null ? 0 : Math.min(420, 34 + breadth(crateName(group.name)) * 1.45);
    blocks.push({ group, places, w: Math.max(w + 2 * margin, least), h: h + 2 * margin + top, top });
    await pause();
  }
  pack(blocks, aspect);
  const positions = new Map();
  for (const block of blocks) {
    for (const [id, place] of block.places) positions.set(id, { x: block.x + margin + place.x, y: block.y + margin + block.top + place.y });
  }
  const boxes = blocks.filter((block) => block.group.name !== null).map(({ group, x, y, w, h }) => ({ crate: group.name, x, y, w, h }));
  return { positions, boxes };
}

/** Arranges the models of a group: models with relations in it by forces, the others in rows below. `fill` uses the height of the view. */
async function spread(ids, edges, size, aspect, pause, fill) {
  const related = new Set(edges.flatMap((edge) => [edge.from, edge.to]));
  const linked = ids.filter((id) => related.has(id));
  const widest = Math.max(...ids.map((id) => size(id).w));
  const cell = side(ids.length);
  // The simulation uses circles. Models are wide, so its space is narrower by the same ratio.
  const stretch = Math.max(1, (widest + gap) / cell);
  const nodes = linked.map((id) => ({ id }));
  const simulation = forceSimulation(nodes)
    .force("link", forceLink(edges.map((edge) => ({ source: edge.from, target: edge.to }))).id((node) => node.id).distance(cell * 1.25))
    .force("charge", forceManyBody().strength(-3 * cell).distanceMax(cell * 8))
    .force("collide", forceCollide(cell * 0.56))
    .force("x", forceX().strength(0.07 * stretch / aspect))
    .force("y", forceY().strength(0.07))
    .alphaDecay(nodes.length > 60 ? 0.05 : 0.035)
    .stop();
  while (nodes.length && simulation.alpha() > simulation.alphaMin()) {
    simulation.tick();
    await pause();
  }
  const extent = (values) => Math.max(...values) - Math.min(...values);
  const high = fill && nodes.length > 1 ? Math.min(2.2, Math.max(1, (extent(nodes.map((node) => node.x)) * stretch) / extent(nodes.map((node) => node.y)) / aspect)) : 1;
  const rects = nodes.map((node) => ({ id: node.id, x: node.x * stretch, y: node.y * high, ...size(node.id) }));
  separate(rects);
  const rest = ids.filter((id) => !related.has(id));
  const wide = rects.length ? Math.max(...rects.map((r) => r.x + r.w / 2)) - Math.min(...rects.map((r) => r.x - r.w / 2)) : 0;
  const tall = rects.length ? Math.max(...rects.map((r) => r.y + r.h / 2)) + gap : 0;
  const left = rects.length ? Math.min(...rects.map((r) => r.x - r.w / 2)) : 0;
  const across = Math.max(1, Math.floor((wide + gap) / (widest + gap)), Math.ceil(Math.sqrt((rest.length * 48 * aspect) / (widest + gap))));
  rest.forEach((id, i) => {
    const { w, h } = size(id);
    rects.push({ id, w, h, x: left + (i % across) * (widest + gap) + widest / 2, y: tall + h / 2 + Math.floor(i / across) * (h + gap) });
  });
  const x0 = Math.min(...rects.map((r) => r.x - r.w / 2));
  const y0 = Math.min(...rects.map((r) => r.y - r.h / 2));
  return {
    places: new Map(rects.map((r) => [r.id, { x: r.x - x0, y: r.y - y0 }])),
    w: Math.max(...rects.map((r) => r.x + r.w / 2)) - x0,
    h: Math.max(...rects.map((r) => r.y + r.h / 2)) - y0,
  };
}

/** Separates models that still overlap after the simulation. */
function separate(rects) {
  const room = gap / 2;
  for (let pass = 0; pass < 80; pass++) {
    let moved = false;
    rects.sort((a, b) => a.y - b.y || a.id - b.id);
    for (let i = 0; i < rects.length; i++) {
      for (let j = i + 1; j < rects.length; j++) {
        const [a, b] = [rects[i], rects[j]];
        const dy = (a.h + b.h) / 2 + room - (b.y - a.y);
        if (dy <= 0 && b.y - a.y > 120) break;
        const dx = (a.w + b.w) / 2 + room - Math.abs(b.x - a.x);
        if (dx <= 0.01 || dy <= 0.01) continue;
        moved = true;
        if (dx < dy) {
          const way = b.x >= a.x ? dx / 2 : -dx / 2;
          a.x -= way;
          b.x += way;
        } else {
          a.y -= dy / 2;
          b.y += dy / 2;
        }
      }
    }
    if (!moved) return;
  }
  // Crowded models may keep overlapping: move them down, where there is always room.
  const settled = [];
  for (const rect of rects.sort((a, b) => a.y - b.y || a.id - b.id)) {
    const near = settled.filter((other) => Math.abs(other.x - rect.x) < (other.w + rect.w) / 2 + room / 2);
    for (let other; (other = near.find((one) => Math.abs(one.y - rect.y) < (one.h + rect.h) / 2 + room / 2)); ) {
      rect.y = other.y + (other.h + rect.h) / 2 + room;
    }
    settled.push(rect);
  }
}

/** Arranges the blocks in rows, tallest first, with the width that fills the view best. */
function pack(blocks, aspect) {
  blocks.sort((a, b) => b.h - a.h || b.w - a.w || (a.group.name < b.group.name ? -1 : 1));
  const area = blocks.reduce((sum, block) => sum + block.w * block.h, 0);
  const widest = Math.max(0, ...blocks.map((block) => block.w));
  let best = null;
  for (let i = 0; i < 24; i++) {
    const rows = shelves(blocks, Math.max(widest, Math.sqrt(area * aspect) * (0.8 + i * 0.04)));
    const scale = Math.max(rows.w / aspect, rows.h);
    if (!best || scale < best.scale) best = { ...rows, scale };
  }
  blocks.forEach((block, i) => Object.assign(block, best.places[i]));
}

function shelves(blocks, width) {
  const between = gap * 2;
  const rows = [];
  const places = blocks.map((block) => {
    let row = rows.find((row) => row.w + block.w <= width);
    if (!row) {
      const last = rows[rows.length - 1];
      row = { w: 0, h: block.h, y: last ? last.y + last.h + between : 0 };
      rows.push(row);
    }
    const place = { x: row.w, y: row.y };
    row.w += block.w + between;
    return place;
  });
  const last = rows[rows.length - 1];
  return { places, w: Math.max(0, ...rows.map((row) => row.w - between)), h: last ? last.y + last.h : 0 };
}
