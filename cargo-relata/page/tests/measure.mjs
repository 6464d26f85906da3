// What makes a picture good, measured from the elements of the page.

/** Makes the window so large that the whole scene is drawn at zoom 1, with every row. */
export async function unfold(page) {
  const { width, height } = await page.$eval("#canvas", (canvas) => ({ width: Number(canvas.dataset.width), height: Number(canvas.dataset.height) }));
  if (!(await page.evaluate(() => document.body.hasAttribute("data-wide")))) await page.click("#panels");
  await page.setViewport({ width: Math.max(700, width + 120), height: Math.max(700, height + 420) });
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await page.click("#fit");
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

/** The facts of section "pictures" in the README, for what is drawn now. */
export function measure(page) {
  return page.evaluate(() => {
    const canvas = document.getElementById("canvas");
    const zoom = Number(canvas.dataset.zoom);
    const overlap = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
    const pairs = (rects) => {
      const sorted = [...rects].sort((a, b) => a.left - b.left);
      let count = 0;
      for (let i = 0; i < sorted.length; i++) for (let j = i + 1; j < sorted.length && sorted[j].left < sorted[i].right; j++) if (overlap(sorted[i], sorted[j])) count += 1;
      return count;
    };
    const texts = [...canvas.querySelectorAll("text")].filter((text) => text.textContent !== "" && !text.closest(".label"));
    const sizes = texts.map((text) => Number(text.getAttribute("font-size")) * zoom);
    // Letters are lower than their line.
    const ink = (text) => {
      const { left, right, top, bottom } = text.getBoundingClientRect();
      const cut = (bottom - top) * 0.15;
      return { left, right, top: top + cut, bottom: bottom - cut };
    };
    const boxes = [...canvas.querySelectorAll(".box")].map((box) => {
      const [, x, y] = /translate\(([-\d.]+) ([-\d.]+)\)/.exec(box.getAttribute("transform"));
      const back = box.querySelector(".back");
      const [w, h] = ["width", "height"].map((name) => Number(back.getAttribute(name)));
      return { key: box.dataset.key, frame: box.classList.contains("frame"), left: Number(x), top: Number(y), right: Number(x) + w, bottom: Number(y) + h };
    });
    const solid = boxes.filter(({ frame }) => !frame);
    const lines = [...canvas.querySelectorAll(".line")].map((line) => {
      const path = line.querySelector(".run");
      const length = path.getTotalLength();
      const points = [];
      for (let at = 0; at < length; at += 4) points.push(path.getPointAtLength(at));
      points.push(path.getPointAtLength(length));
      return { key: line.dataset.key, points };
    });
    let through = 0;
    const entering = [];
    for (const line of lines) {
      for (const box of solid) {
        if (line.points.some(({ x, y }) => x > box.left + 1 && x < box.right - 1 && y > box.top + 1 && y < box.bottom - 1)) {
          through += 1;
          entering.push(`${line.key} in ${box.key}`);
        }
      }
    }
    const atSide = ({ x, y }) => Math.min(...boxes.map((box) => Math.max(Math.min(Math.abs(x - box.left), Math.abs(x - box.right)), box.top - y, y - box.bottom)));
    const side = Math.max(0, ...lines.flatMap(({ points }) => [atSide(points[0]), atSide(points[points.length - 1])]));
    const cross = (a, b, c, d) => {
      const turn = (p, q, r) => Math.sign(Math.round(((q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x)) * 100));
      return turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0;
    };
    const pieces = lines.flatMap(({ points }, line) => points.slice(1).map((end, i) => ({ line, a: points[i], b: end, left: Math.min(points[i].x, end.x), right: Math.max(points[i].x, end.x) }))).sort((p, q) => p.left - q.left);
    const near = (p, q) => Math.hypot(p.x - q.x, p.y - q.y);
    const ends = lines.map(({ points }) => [points[0], points[points.length - 1]]);
    // Lines that end at one place become one line before it.
    const meeting = (p, q) => ends[p.line].some((a) => ends[q.line].some((b) => near(a, b) < 1 && near(a, p.a) < 60));
    let crossings = 0;
    for (let i = 0; i < pieces.length; i++) for (let j = i + 1; j < pieces.length && pieces[j].left <= pieces[i].right; j++) if (pieces[i].line !== pieces[j].line && cross(pieces[i].a, pieces[i].b, pieces[j].a, pieces[j].b) && !meeting(pieces[i], pieces[j])) crossings += 1;
    // Lines that lie on each other: the same place at the same time, unless they end at the same place nearby.
    const cell = (points, i) => {
      const [p, q] = [points[Math.max(0, i - 1)], points[i]];
      return Math.abs(p.x - q.x) >= Math.abs(p.y - q.y) ? `h ${Math.round(q.x / 4)} ${Math.round(q.y)}` : `v ${Math.round(q.x)} ${Math.round(q.y / 4)}`;
    };
    const grid = new Map();
    lines.forEach(({ points }, line) => points.forEach((_, i) => grid.set(cell(points, i), (grid.get(cell(points, i)) ?? new Set()).add(line))));
    let along = 0;
    lines.forEach(({ points }, line) => {
      const runs = new Map();
      for (const [i] of points.entries()) {
        const others = grid.get(cell(points, i));
        for (const other of others) {
          if (other <= line) continue;
          const shared = ends[line].some((a) => ends[other].some((b) => near(a, b) < 1));
          if (shared) continue;
          runs.set(other, (runs.get(other) ?? 0) + 4);
        }
      }
      for (const run of runs.values()) if (run > 24) along += run;
    });
    const area = solid.reduce((sum, box) => sum + (box.right - box.left) * (box.bottom - box.top), 0);
    const [width, height] = [Number(canvas.dataset.width), Number(canvas.dataset.height)];
    const names = canvas.querySelectorAll(".box .name").length;
    return {
      boxes: boxes.length, lines: lines.length, texts: texts.length, smallest: texts.length ? Math.min(...sizes) : 99, overlappingTexts: pairs(texts.map(ink)), overlappingBoxes: pairs(solid),
      through, entering: entering.slice(0, 5), side, crossings, along, filled: area / Math.max(1, width * height), width, height, elements: document.querySelectorAll("*").length, names, zoom,
    };
  });
}

/** How far lines end from the middle of their row, or of the header if the row is not drawn. */
export function rowErrors(page, graph) {
  const wanted = graph.edges.map(({ id, from, to }) => ({ key: `e${id}`, ends: [[from, graph.ends[id].first.row], [to, graph.ends[id].last.row]] }));
  return page.evaluate((edges) => {
    const canvas = document.getElementById("canvas");
    let worst = 0;
    let where = "";
    let compared = 0;
    for (const { key, ends } of edges) {
      const path = canvas.querySelector(`.line[data-key="${key}"] .run`);
      if (!path) continue;
      const points = [path.getPointAtLength(0), path.getPointAtLength(path.getTotalLength())];
      if (ends[0][0] === ends[1][0]) points.pop();
      points.forEach((point, i) => {
        const [id, row] = ends[i];
        const errors = [...canvas.querySelectorAll(`.box[data-model="${id}"]`)].map((box) => {
          const y = Number(/translate\([-\d.]+ ([-\d.]+)\)/.exec(box.getAttribute("transform"))[1]);
          const text = box.querySelector(`text[data-row="${row}"]`);
          return Math.abs(point.y - (y + (text ? Number(text.getAttribute("y")) - 4.2 : 14)));
        });
        if (!errors.length) return;
        compared += 1;
        if (Math.min(...errors) > worst) where = `${key} end ${i} of model ${id}, row ${row}`;
        worst = Math.max(worst, Math.min(...errors));
      });
    }
    return { worst, where, compared };
  }, wanted);
}
