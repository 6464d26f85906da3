// The whole scene, small, with the part that is in the window. Shown when there is more than fits.
import { svg } from "./svg.js";

const size = { w: 140, h: 96 };

export function minimap(element, drawing) {
  const boxes = svg("path", { class: "boxes" });
  const frames = svg("path", { class: "frames" });
  const window = svg("rect", { class: "window" });
  const map = svg("svg", { width: size.w, height: size.h, "aria-hidden": "true" }, frames, boxes, window);
  element.append(map);
  let scale = 1;
  const update = () => {
    const { scene, view } = drawing;
    const { left, top, right, bottom } = view.window();
    const whole = left <= 0 && top <= 0 && right >= scene.w && bottom >= scene.h;
    element.hidden = whole || !scene.boxes.length;
    if (element.hidden) return;
    scale = Math.min(size.w / Math.max(1, scene.w), size.h / Math.max(1, scene.h)) * 0.94;
    const rect = ({ x, y, w, h }) => `M${(x * scale).toFixed(1)} ${(y * scale).toFixed(1)}h${(w * scale).toFixed(1)}v${(h * scale).toFixed(1)}h${(-w * scale).toFixed(1)}z`;
    if (boxes.scene !== scene) {
      boxes.scene = scene;
      boxes.setAttribute("d", scene.boxes.map(rect).join(""));
      frames.setAttribute("d", scene.frames.map(rect).join(""));
    }
    const clamp = (value, most) => Math.max(0, Math.min(most, value));
    const [x, y] = [clamp(left * scale, size.w), clamp(top * scale, size.h)];
    Object.entries({ x, y, width: Math.max(4, clamp(right * scale, size.w) - x), height: Math.max(4, clamp(bottom * scale, size.h) - y) }).forEach(([name, value]) => window.setAttribute(name, value.toFixed(1)));
  };
  const go = (event) => {
    const { left, top } = map.getBoundingClientRect();
    const { w, h } = drawing.view.size;
    const { k } = drawing.view;
    drawing.view.set(w / 2 - ((event.clientX - left) / scale) * k, h / 2 - ((event.clientY - top) / scale) * k, k);
  };
  element.addEventListener("pointerdown", (event) => {
    element.setPointerCapture(event.pointerId);
    go(event);
  });
  element.addEventListener("pointermove", (event) => element.hasPointerCapture(event.pointerId) && go(event));
  return update;
}
