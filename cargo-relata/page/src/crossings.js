// Counts the crossings of lines.

/** The points of a route, with each curve as short straight pieces. */
export function flattened(route, pieces = 10) {
  const points = [[route[0].x, route[0].y]];
  for (let i = 1; i < route.length; i++) {
    const [a, b] = [route[i - 1], route[i]];
    if (b.flat || b.turn) {
      points.push([b.x, b.y]);
      continue;
    }
    for (let k = 1; k <= pieces; k++) {
      const t = k / pieces;
      // Both control points are at half of the width.
      points.push([a.x + (b.x - a.x) * (1.5 * t * (1 - t) + t * t * t), a.y + (b.y - a.y) * (3 * t * t - 2 * t * t * t)]);
    }
  }
  return points;
}

/** How often two of the routes cross; lines that meet at an end do not. */
export function crossings(routes) {
  const pieces = routes.flatMap((route, line) => {
    const points = flattened(route);
    return points.slice(1).map((end, i) => ({ line, a: points[i], b: end, left: Math.min(points[i][0], end[0]), right: Math.max(points[i][0], end[0]) }));
  }).sort((p, q) => p.left - q.left);
  let count = 0;
  for (let i = 0; i < pieces.length; i++) {
    for (let j = i + 1; j < pieces.length && pieces[j].left <= pieces[i].right; j++) {
      if (pieces[i].line !== pieces[j].line && cross(pieces[i], pieces[j])) count += 1;
    }
  }
  return count;
}

const side = ([px, py], [qx, qy], [x, y]) => Math.sign(Math.round(((qx - px) * (y - py) - (qy - py) * (x - px)) * 100));

function cross(p, q) {
  return side(p.a, p.b, q.a) * side(p.a, p.b, q.b) < 0 && side(q.a, q.b, p.a) * side(q.a, q.b, p.b) < 0;
}
