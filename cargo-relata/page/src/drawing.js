// Shows a scene as SVG: only what is in the window, and rows only where they can be read.
import { boxElement } from "./boxes.js";
import { boundsOf, direct, modelLine, groupLine } from "./lines.js";
import { fonts, smallest } from "./metrics.js";
import { measured, svg } from "./svg.js";
import { View } from "./view.js";

const step = 1.12;
/** The zoom from which rows are drawn. */
const rowsFrom = smallest / Math.min(fonts.row, fonts.title);

export class Drawing {
  #graph;
  #on;
  #scene = { boxes: [], frames: [], lines: [], captions: [], w: 0, h: 0 };
  #of = new Map();
  #shown = new Map();
  #marks = { picked: new Set(), near: null, lines: new Set(), cell: null };
  #level = null;
  #queued = 0;
  #layers;
  #world;

  /** `on`: { tap(box or line or null, target), hover(line or box or null), moved(key, dx, dy), changed(), describe(box) }. */
  constructor(element, graph, on) {
    this.#graph = graph;
    this.#on = on;
    this.element = element;
    this.#layers = Object.fromEntries(["frames", "lines", "boxes", "labels"].map((name) => [name, svg("g", { class: name, "aria-hidden": name === "lines" || name === "labels" ? "true" : null })]));
    this.#world = svg("g", { class: "world" }, Object.values(this.#layers));
    this.svg = svg("svg", { class: "drawing", width: "100%", height: "100%" }, this.#world);
    element.replaceChildren(this.svg);
    this.view = new View(element, {
      changed: () => this.#queue(),
      grab: (target) => this.#grab(target),
      tap: (target, event) => on.tap(this.at(target), target, event),
    });
    element.addEventListener("pointerover", (event) => on.hover(this.at(event.target), event.target));
    element.addEventListener("pointerleave", () => on.hover(null));
    new ResizeObserver(() => this.#queue()).observe(element);
  }

  get scene() {
    return this.#scene;
  }

  get aspect() {
    const { w, h } = this.view.size;
    return Math.min(3, Math.max(0.45, w / Math.max(1, h)));
  }

  /** The box or line that an element belongs to. */
  at(target) {
    return this.#of.get(target.closest?.("[data-key]")?.dataset.key) ?? null;
  }

  find(key) {
    return this.#of.get(key) ?? null;
  }

  /** `moved`: key -> [dx, dy], what a person dragged. */
  show(scene, moved = new Map()) {
    this.#scene = scene;
    Object.assign(this.element.dataset, { kind: scene.kind, width: Math.ceil(scene.w), height: Math.ceil(scene.h) });
    this.#of = new Map([...scene.frames, ...scene.boxes, ...scene.lines].map((one) => [one.key, one]));
    for (const [key, [dx, dy]] of moved) {
      const box = this.#of.get(key);
      if (box?.kind && box.kind !== "frame") this.#shift(box, dx, dy);
    }
    this.#clear();
    this.#queue(true);
  }

  #shift(box, dx, dy) {
    box.x += dx;
    box.y += dy;
    for (const line of this.#scene.lines) {
      if (line.from !== box.key && line.to !== box.key) continue;
      const [a, b] = [this.#of.get(line.from), this.#of.get(line.to)];
      if (!a || !b) continue;
      const [y1, y2] = [line.ends[0].y - (a === box ? a.y - dy : a.y), line.ends[1].y - (b === box ? b.y - dy : b.y)];
      const route = a === b ? line.route.map((point) => ({ ...point, x: point.x + dx, y: point.y + dy })) : direct(a, b, y1, y2);
      Object.assign(line, line.group ? groupLine(line, route) : modelLine(this.#graph, this.#graph.edges[line.edges[0]], route, line));
      this.#drop(line.key);
    }
    this.#drop(box.key);
  }

  #grab(target) {
    const box = this.at(target);
    if (!box?.kind || box.kind === "frame") return null;
    let [x, y] = [0, 0];
    return {
      move: (dx, dy) => {
        x += dx;
        y += dy;
        this.#shift(box, dx, dy);
        this.#queue();
      },
      end: () => this.#on.moved(box.key, x, y),
    };
  }

  /** Moves a box from the keyboard. */
  nudge(key, dx, dy) {
    const box = this.#of.get(key);
    if (!box?.kind || box.kind === "frame") return;
    this.#shift(box, dx, dy);
    this.#on.moved(key, dx, dy);
    this.#queue(true);
  }

  #clear() {
    for (const element of this.#shown.values()) element.remove();
    this.#shown.clear();
    this.#level = null;
  }

  #drop(key) {
    this.#shown.get(key)?.remove();
    this.#shown.delete(key);
  }

  #queue(now = false) {
    if (now) return this.#paint();
    this.#queued ||= requestAnimationFrame(() => this.#paint());
  }

  /** The size of names if rows cannot be read at this zoom, in steps, so that not every movement draws them again. */
  #far() {
    const { k } = this.view;
    if (k >= rowsFrom) return null;
    return ((smallest + 0.3) / step ** Math.floor(Math.log(k) / Math.log(step)));
  }

  #paint() {
    cancelAnimationFrame(this.#queued);
    this.#queued = 0;
    const { x, y, k } = this.view;
    this.#world.setAttribute("transform", `translate(${x.toFixed(2)} ${y.toFixed(2)}) scale(${k.toFixed(5)})`);
    this.element.dataset.zoom = k.toFixed(4);
    const far = this.#far();
    const focused = this.#shown.size && this.element.contains(document.activeElement) ? document.activeElement.dataset?.key : null;
    if (far !== this.#level) {
      this.#clear();
      this.#level = far;
    }
    const window = this.view.window(120);
    const within = ({ left, right, top, bottom }) => right >= window.left && left <= window.right && bottom >= window.top && top <= window.bottom;
    const visible = new Set();
    const put = (one, layer, make) => {
      visible.add(one.key);
      if (this.#shown.has(one.key)) return;
      const element = make();
      this.#shown.set(one.key, element);
      this.#markOne(one, element);
      layer.append(element);
    };
    for (const box of [...this.#scene.frames, ...this.#scene.boxes]) {
      if (within({ left: box.x, right: box.x + box.w, top: box.y, bottom: box.y + box.h })) put(box, box.kind === "frame" ? this.#layers.frames : this.#layers.boxes, () => boxElement(box, far, this.#on.describe));
    }
    for (const line of this.#scene.lines) if (within(line.bounds)) put(line, this.#layers.lines, () => this.lineElement(line));
    for (const caption of this.#scene.captions) {
      const size = far ?? 12;
      put(caption, this.#layers.labels, () => svg("text", { class: "caption", x: caption.x, y: caption.y, "font-size": size, "text-anchor": caption.anchor }, caption.text));
    }
    for (const [key, element] of this.#shown) {
      if (visible.has(key) || key === focused) continue;
      element.remove();
      this.#shown.delete(key);
    }
    if (focused && this.#shown.has(focused)) this.#shown.get(focused).focus({ preventScroll: true });
    this.#on.changed();
  }

  lineElement(line) {
    const kinds = ["line", line.group && "across", line.dashed && "dashed", line.broken && "broken", line.change].filter(Boolean).join(" ");
    return svg("g", { class: kinds, "data-key": line.key },
      svg("path", { class: "hit", d: line.d }),
      svg("path", { class: "run", d: line.d, "stroke-width": line.width }),
      line.marks && svg("path", { class: "ends", d: line.marks }),
      line.signs && svg("path", { class: `signs${line.fan ? " fan" : ""}`, d: line.signs }));
  }

  /** `picked` boxes, those `near` to them (`null`: nothing is faded), `lines`, and a `cell`: the row of a model that was searched. */
  mark(marks) {
    this.#marks = marks;
    for (const [key, element] of this.#shown) {
      const one = this.#of.get(key);
      if (one) this.#markOne(one, element);
    }
  }

  #markOne(one, element) {
    const { picked, near, lines, cell } = this.#marks;
    const marked = one.kind ? picked.has(one.key) || near?.has(one.key) : lines.has(one.key);
    element.classList.toggle("picked", Boolean(one.kind) && picked.has(one.key));
    element.classList.toggle("strong", !one.kind && lines.has(one.key));
    element.classList.toggle("dim", near !== null && !marked && one.kind !== "frame");
    for (const text of element.querySelectorAll(".found")) text.classList.remove("found");
    if (cell && one.id === cell.id) element.querySelector(`text[data-row="${cell.row}"]`)?.classList.add("found");
    if (!one.kind && lines.has(one.key)) element.parentNode?.append(element);
  }

  /** The name of a line, in its middle; `null` removes it. */
  label(line, text) {
    for (const old of [...this.#layers.labels.querySelectorAll(".label")]) old.remove();
    if (!line) return;
    const size = this.#far() ?? fonts.row;
    const w = measured(text, size, true) + size;
    const label = svg("g", { class: "label" }, svg("rect", { x: line.middle.x - w / 2, y: line.middle.y - size * 0.85, width: w, height: size * 1.7, rx: size * 0.4 }),
      svg("text", { x: line.middle.x, y: line.middle.y + size * 0.36, "font-size": size, "text-anchor": "middle" }, text));
    this.#layers.labels.append(label);
  }

  elementOf(key) {
    return this.#shown.get(key) ?? null;
  }

  /** Brings the whole scene, or some boxes, into view; text stays readable if only some are asked for. */
  fit(keys = null, { least = 0, most = 1.1, jump = false, middle = null } = {}) {
    const boxes = keys ? keys.map((key) => this.#of.get(key)).filter((box) => box?.kind) : [...this.#scene.frames, ...this.#scene.boxes];
    if (!boxes.length) return;
    const all = boundsOf([...boxes.flatMap(({ x, y, w, h }) => [{ x, y }, { x: x + w, y: y + h }]), ...(keys ? [] : this.#scene.lines.flatMap(({ route }) => route)), ...(keys ? [] : this.#scene.captions)]);
    const { w, h } = this.view.size;
    const [width, height] = [all.right - all.left, all.bottom - all.top];
    const fitting = Math.min((w - 32) / width, (h - 48) / height, most);
    // Nearly large enough for rows: rows are worth more than the margin.
    const k = Math.max(least, keys === null && least && fitting > 0.8 ? Math.max(fitting, rowsFrom) : fitting);
    // What does not fit begins at the top left; around `middle`, if there is one.
    const centre = this.#of.get(middle);
    const at = (low, size, room, own) => {
      if (size * k <= room) return (room - size * k) / 2 - low * k;
      return own ? Math.max(room - 16 - (low + size) * k, Math.min(16 - low * k, room / 2 - own * k)) : 16 - low * k;
    };
    const x = at(all.left, width, w, centre && centre.x + centre.w / 2);
    const y = at(all.top, height, h, centre && centre.y + centre.h / 2);
    this.view[jump ? "set" : "go"](x, y, k);
    if (jump) this.#paint();
  }

  /** Moves as little as needed so that a box is in view. */
  reveal(key) {
    const box = this.#of.get(key);
    if (!box?.kind) return;
    const { w, h } = this.view.size;
    const { x, y, k } = this.view;
    const [left, top, right, bottom] = [box.x * k + x, box.y * k + y, (box.x + box.w) * k + x, (box.y + box.h) * k + y];
    const dx = left < 16 || right - left > w - 32 ? 16 - left : right > w - 16 ? w - 16 - right : 0;
    const dy = top < 36 || bottom - top > h - 60 ? 36 - top : bottom > h - 24 ? h - 24 - bottom : 0;
    if (dx || dy) this.view.go(x + dx, y + dy, k);
  }
}
