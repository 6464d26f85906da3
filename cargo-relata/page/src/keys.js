// Keyboard shortcuts for search, zoom, moving the drawing, walking from box to box, and Escape, except while typing.

const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** `single` is the checkbox that turns off single-key shortcuts, which interfere with voice control. */
export function keys({ drawing, canvas, search, single, leave, take }) {
  canvas.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey) return;
    const key = event.target.dataset?.key;
    const box = key === undefined ? null : drawing.find(key);
    if (box && (event.key === "Enter" || event.key === " ")) take(box);
    else if (box && ways[event.key] && event.shiftKey) drawing.nudge(key, ...ways[event.key].map((way) => way * 20));
    else if (box && ways[event.key] && !event.altKey) go(drawing, next(drawing, box, ways[event.key]));
    else if (box && event.key === "Escape") canvas.focus();
    else if (!box && event.key === "Enter") go(drawing, first(drawing));
    else if (!box && ways[event.key] && !event.altKey) drawing.view.set(drawing.view.x - ways[event.key][0] * 60, drawing.view.y - ways[event.key][1] * 60, drawing.view.k);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.key === "Escape") return leave();
    const typing = event.target.matches?.("input:not([type=checkbox]), textarea, select");
    if (typing || !single.checked) return;
    const run = {
      "/": () => search.focus(), "+": () => drawing.view.zoom(1.3), "=": () => drawing.view.zoom(1.3), "-": () => drawing.view.zoom(1 / 1.3), "0": () => drawing.fit(),
    }[event.key];
    if (!run) return;
    event.preventDefault();
    run();
  });
}

function go(drawing, box) {
  if (!box) return;
  drawing.reveal(box.key);
  // A box outside of the window has no element before it is in view.
  let tries = 30;
  const focus = () => {
    const element = drawing.elementOf(box.key);
    if (element) element.focus({ preventScroll: true });
    else if (tries-- > 0) requestAnimationFrame(focus);
  };
  focus();
}

const boxes = (drawing) => [...drawing.scene.frames, ...drawing.scene.boxes];

/** The marked box, or the one at the top left. */
function first(drawing) {
  const picked = boxes(drawing).find(({ key }) => drawing.elementOf(key)?.classList.contains("picked"));
  return picked ?? [...boxes(drawing)].sort((a, b) => a.x + a.y - b.x - b.y)[0];
}

/** The nearest box in a direction; boxes straight ahead come before those to the side. */
function next(drawing, box, [dx, dy]) {
  const middle = ({ x, y, w, h, kind }) => [x + w / 2, kind === "frame" ? y : y + h / 2];
  const [x, y] = middle(box);
  let best = null;
  for (const other of boxes(drawing)) {
    if (other === box) continue;
    const [ox, oy] = middle(other);
    const [ahead, aside] = [(ox - x) * dx + (oy - y) * dy, Math.abs((ox - x) * dy) + Math.abs((oy - y) * dx)];
    if (ahead <= 1) continue;
    const far = ahead + aside * 2.5;
    if (!best || far < best.far) best = { other, far };
  }
  return best?.other;
}
