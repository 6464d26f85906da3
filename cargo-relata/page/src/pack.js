// Places independent parts of a picture next to each other, in the shape of the window.

/** The connected parts of a graph: lists of nodes, largest first. */
export function components(nodes, links) {
  const parent = new Map(nodes.map(({ key }) => [key, key]));
  const root = (key) => {
    let at = key;
    while (parent.get(at) !== at) at = parent.get(at);
    parent.set(key, at);
    return at;
  };
  for (const { from, to } of links) {
    const [a, b] = [root(from), root(to)];
    if (a !== b) parent.set(a, b);
  }
  const parts = new Map();
  for (const node of nodes) {
    const key = root(node.key);
    parts.set(key, [...(parts.get(key) ?? []), node]);
  }
  return [...parts.values()].sort((a, b) => b.length - a.length);
}

/** Sets x and y of `blocks` ({ w, h }) so that together they have about the shape `aspect`; returns the size of the whole. */
export function pack(blocks, aspect, gap = 36) {
  if (!blocks.length) return { w: 0, h: 0 };
  const order = [...blocks].sort((a, b) => b.h - a.h || b.w - a.w);
  const area = order.reduce((sum, block) => sum + (block.w + gap) * (block.h + gap), 0);
  const wide = Math.max(...order.map(({ w }) => w));
  let best = null;
  for (let i = 0; i < 24; i++) {
    const width = Math.max(wide, Math.sqrt(area * aspect) * (0.6 + i * 0.07));
    const placed = skyline(order, width, gap);
    // A picture that is not filled is smaller than it needs to be.
    const size = Math.max(placed.w / aspect, placed.h);
    if (!best || size < best.size - 1) best = { ...placed, size };
  }
  order.forEach((block, i) => Object.assign(block, best.places[i]));
  return { w: best.w, h: best.h };
}

/** Each block as high as it can be, leftmost first: the skyline holds [x, width, y] from left to right. */
function skyline(blocks, width, gap) {
  let line = [[0, width + gap, 0]];
  const places = blocks.map(({ w, h }) => {
    let best = null;
    for (let i = 0; i < line.length; i++) {
      const x = line[i][0];
      if (x + w > width + 0.5) break;
      let y = 0;
      for (let j = i; j < line.length && line[j][0] < x + w + gap; j++) y = Math.max(y, line[j][2]);
      if (!best || y < best.y - 0.5) best = { x, y };
    }
    best ??= { x: 0, y: Math.max(...line.map(([, , y]) => y)) };
    const [from, to] = [best.x, best.x + w + gap];
    const next = [];
    for (const [x, size, y] of line) {
      if (x < from) next.push([x, Math.min(size, from - x), y]);
    }
    next.push([from, w + gap, best.y + h + gap]);
    for (const [x, size, y] of line) {
      if (x + size > to) next.push([Math.max(x, to), x + size - Math.max(x, to), y]);
    }
    line = next;
    return best;
  });
  return {
    places, w: Math.max(...blocks.map(({ w }, i) => places[i].x + w)), h: Math.max(...blocks.map(({ h }, i) => places[i].y + h)),
  };
}
