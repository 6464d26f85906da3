// In: key presses. Out: searching, zooming, panning and leaving, unless the key is meant for a field.

const pans = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] };

/** `single`: the box that turns keys without a modifier off, for those who speak to their machine. */
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
