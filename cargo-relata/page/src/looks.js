// The style of the drawing for cytoscape, with the colours of the style sheet.

const names = ["page", "surface", "line", "text", "muted", "accent", "accent-soft", "bad", "bad-soft", "warn", "node", "edge", "box"];

/** The current colours, read from a probe element, since custom properties are not computed to colours. */
function colours() {
  const probe = document.createElement("span");
  document.body.append(probe);
  const found = {};
  for (const name of names) {
    probe.style.color = `var(--${name})`;
    found[name] = getComputedStyle(probe).color;
  }
  probe.remove();
  return found;
}

export function looks() {
  const c = colours();
  const font = "system-ui, -apple-system, Segoe UI, Roboto, Helvetica, Arial, sans-serif";
  // Stacking order: boxes, lines, models, veil, marked elements, names of crates.
  return [
    { selector: "*", style: { "z-index-compare": "manual" } },
    { selector: "node.model", style: {
      shape: "round-rectangle", width: "data(w)", height: "data(h)", label: "data(label)", "font-family": font, "font-size": 12, color: c.text,
      "text-valign": "center", "text-halign": "center", "text-wrap": "wrap", "text-max-width": 10000, "min-zoomed-font-size": 5,
      "background-color": c.node, "border-width": 1, "border-color": c.edge, "z-index": 3 } },
    { selector: "node.external", style: { "border-style": "double", "border-width": 4, shape: "rectangle" } },
    { selector: "node.abstract", style: { "border-style": "dotted", "border-width": 2, "font-style": "italic" } },
    { selector: "node.warning", style: { "border-color": c.warn, "border-width": 2.5 } },
    { selector: "node.error", style: { "border-color": c.bad, "border-width": 2.5 } },
    { selector: "node.missing", style: { shape: "cut-rectangle", "border-style": "dashed", "border-width": 2.5, "border-color": c.bad, "background-color": c["bad-soft"] } },
    { selector: "node.box", style: {
      shape: "round-rectangle", "corner-radius": 10, width: "data(w)", height: "data(h)", "background-color": c.box, "border-width": 1, "border-color": c.line,
      "z-index": 0, events: "no" } },
    { selector: "node.crate", style: {
      width: 1, height: 1, "background-opacity": 0, "border-width": 0, label: "data(label)", "font-family": font, "font-size": 16, "font-weight": 600, color: c.text,
      "text-valign": "center", "text-halign": "right", "text-wrap": "ellipsis", "text-max-width": "data(w)", "text-background-color": c.box,
      "text-background-opacity": 0.88, "text-background-shape": "round-rectangle", "text-background-padding": 3, "z-index": 7, events: "no" } },
    { selector: "edge", style: {
      "curve-style": "bezier", "control-point-step-size": 34, width: 1.2, "line-color": c.edge,
      "target-arrow-color": c.edge, "source-arrow-color": c.edge, "target-arrow-shape": "data(end)", "source-arrow-shape": "data(start)", "arrow-scale": 0.9,
      label: "data(label)", "font-family": font, "font-size": 10, color: c.muted, "text-rotation": "autorotate", "min-zoomed-font-size": 9,
      "text-background-color": c.page, "text-background-opacity": 0.9, "text-background-padding": 1, "z-index": 1 } },
    // Loops are above the box: at the side of a wide box they would end inside it.
    { selector: "edge:loop", style: { "loop-direction": "0deg", "loop-sweep": "70deg", "control-point-step-size": 56 } },
    { selector: "edge.across", style: { opacity: 0.55 } },
    { selector: "edge.dense", style: { opacity: 0.35, "min-zoomed-font-size": 16 } },
    { selector: "edge.refers_to", style: { "line-style": "dotted", width: 1.6 } },
    { selector: "edge.broken", style: {
      "line-style": "dashed", "line-dash-pattern": [7, 4], width: 2.4, "line-color": c.bad, "target-arrow-color": c.bad, "source-arrow-color": c.bad,
      "target-arrow-shape": "tee", color: c.bad, opacity: 1, "z-index": 2 } },
    { selector: "node.near", style: { "border-color": c.accent, "border-width": 2, "z-index": 6 } },
    { selector: "node.near.error, node.near.missing", style: { "border-color": c.bad } },
    { selector: "node.near.warning", style: { "border-color": c.warn } },
    { selector: "node.picked", style: { "border-color": c.accent, "border-width": 4, "background-color": c["accent-soft"], "font-weight": 700, "z-index": 6 } },
    { selector: "edge.near", style: { opacity: 1, width: 2, "line-color": c.accent, "target-arrow-color": c.accent, "source-arrow-color": c.accent, "min-zoomed-font-size": 6, color: c.text, "z-index": 5 } },
    { selector: "edge.near.broken", style: { "line-color": c.bad, "target-arrow-color": c.bad, "source-arrow-color": c.bad, color: c.bad } },
    { selector: "node.veil", style: { shape: "rectangle", width: "data(w)", height: "data(h)", "background-color": c.page, "background-opacity": 0.78, "border-width": 0, "z-index": 4, events: "no" } },
    { selector: ".out", style: { display: "none" } },
  ];
}
