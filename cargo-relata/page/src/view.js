// Moves and zooms the drawing: wheel, dragging, two fingers. Dragging a box moves the box.
const least = 0.03;
const most = 3;

export class View {
  x = 0;
  y = 0;
  k = 1;
  #element;
  #changed;
  #pointers = new Map();
  #still = matchMedia("(prefers-reduced-motion: reduce)");
  #running = 0;

  /** `changed()` after each change; `grab(target)` gives what a drag moves: { move(dx, dy), end() } or null; `tap(target, event)`. */
  constructor(element, { changed, grab, tap }) {
    this.#element = element;
    this.#changed = changed;
    let start = null;
    element.addEventListener("wheel", (event) => {
      event.preventDefault();
      const { left, top } = element.getBoundingClientRect();
      const step = event.deltaMode === 1 ? event.deltaY * 16 : event.deltaY;
      this.zoomAt(Math.exp(-Math.max(-80, Math.min(80, step)) * 0.003), event.clientX - left, event.clientY - top);
    }, { passive: false });
    element.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      this.#pointers.set(event.pointerId, event);
      cancelAnimationFrame(this.#running);
      start = { x: event.clientX, y: event.clientY, target: event.target, held: null, moved: false };
    });
    element.addEventListener("pointermove", (event) => {
      const before = this.#pointers.get(event.pointerId);
      if (!before) return;
      this.#pointers.set(event.pointerId, event);
      if (this.#pointers.size === 2) return this.#pinch(event, before);
      if (!start || this.#pointers.size > 1) return;
      if (!start.moved && Math.hypot(event.clientX - start.x, event.clientY - start.y) < 4) return;
      if (!start.moved) {
        start.moved = true;
        start.held = grab(start.target);
        element.setPointerCapture(event.pointerId);
        element.classList.add("dragging");
      }
      const [dx, dy] = [event.clientX - before.clientX, event.clientY - before.clientY];
      if (start.held) start.held.move(dx / this.k, dy / this.k);
      else this.set(this.x + dx, this.y + dy, this.k);
    });
    const end = (event) => {
      if (!this.#pointers.delete(event.pointerId) || !start) return;
      element.classList.remove("dragging");
      if (start.moved) start.held?.end();
      else if (event.type === "pointerup") tap(start.target, event);
      start = null;
    };
    element.addEventListener("pointerup", end);
    element.addEventListener("pointercancel", end);
  }

  #pinch(event, before) {
    const other = [...this.#pointers.values()].find(({ pointerId }) => pointerId !== event.pointerId);
    const size = (one) => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
    const { left, top } = this.#element.getBoundingClientRect();
    this.zoomAt(size(event) / Math.max(1, size(before)), (event.clientX + other.clientX) / 2 - left, (event.clientY + other.clientY) / 2 - top);
    this.set(this.x + (event.clientX - before.clientX) / 2, this.y + (event.clientY - before.clientY) / 2, this.k);
  }

  get size() {
    return { w: this.#element.clientWidth, h: this.#element.clientHeight };
  }

  set(x, y, k) {
    Object.assign(this, { x, y, k: Math.max(least, Math.min(most, k)) });
    this.#changed();
  }

  zoomAt(by, px, py) {
    const k = Math.max(least, Math.min(most, this.k * by));
    this.set(px - ((px - this.x) * k) / this.k, py - ((py - this.y) * k) / this.k, k);
  }

  zoom(by) {
    const { w, h } = this.size;
    this.zoomAt(by, w / 2, h / 2);
  }

  /** Moves smoothly, unless the person prefers less motion. */
  go(x, y, k) {
    cancelAnimationFrame(this.#running);
    if (this.#still.matches || document.hidden) return this.set(x, y, k);
    const from = { x: this.x, y: this.y, k: this.k };
    const begin = performance.now();
    const frame = (now) => {
      const t = Math.min(1, (now - begin) / 180);
      const e = 1 - (1 - t) ** 3;
      this.set(from.x + (x - from.x) * e, from.y + (y - from.y) * e, from.k + (k - from.k) * e);
      if (t < 1) this.#running = requestAnimationFrame(frame);
    };
    this.#running = requestAnimationFrame(frame);
  }

  /** The part of the drawing that is in the window, with a margin. */
  window(margin = 0) {
    const { w, h } = this.size;
    return { left: (-this.x - margin) / this.k, top: (-this.y - margin) / this.k, right: (w - this.x + margin) / this.k, bottom: (h - this.y + margin) / this.k };
  }
}
