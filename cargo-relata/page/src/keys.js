// Keyboard shortcuts for search, zoom, moving the drawing and Escape, except while typing.

const pans = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] };

/** `single` is the checkbox that turns off single-key shortcuts, which interfere with voice control. */
export function keys({ drawing, canvas, search, single, leave }) {
  canvas.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !pans[event.key]) return;
    event.preventDefault();
    drawing.pan(...pans[event.key]);
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.key === "Escape") return leave();
    const typing = event.target.matches?.("input:not([type=checkbox]), textarea, select");
    if (typing || !single.checked) return;
    const run = {
      "/": () => search.focus(), "+": () => drawing.zoom(1.3), "=": () => drawing.zoom(1.3), "-": () => drawing.zoom(1 / 1.3), "0": () => drawing.fit(),
    }[event.key];
    if (!run) return;
    event.preventDefault();
    run();
  });
}
