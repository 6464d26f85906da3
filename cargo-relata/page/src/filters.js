// Selects the models and edges to draw, and fills the list of crates.
import { count, crateName, el } from "./text.js";

/** `state`: { off: the crates that are not shown, broken, changed: show only these }. */
export function visible(graph, state) {
  const edges = graph.edges.filter((edge) => (!state.broken || edge.broken) && (!state.changed || edge.change || graph.changed.has(edge.from) || graph.changed.has(edge.to)));
  const ends = state.changed ? new Set(edges.filter((edge) => edge.change).flatMap(({ from, to }) => [from, to])) : null;
  const ids = new Set(graph.models.filter(({ id }) => !state.off.has(graph.home[id]) && (!state.broken || graph.broken.has(id)) && (!ends || graph.changed.has(id) || ends.has(id))).map(({ id }) => id));
  return { ids, edges: edges.filter((edge) => ids.has(edge.from) && ids.has(edge.to)) };
}

/** Fills `list` with a checkbox per crate; `changed` is called after each change to `state.off`. */
export function crateList(graph, state, list, changed) {
  const boxes = new Map();
  for (const [crate, ids] of graph.crates) {
    const broken = ids.filter((id) => graph.broken.has(id)).length;
    const box = el("input", { type: "checkbox", on: { change: () => {
      if (box.checked) state.off.delete(crate);
      else state.off.add(crate);
      changed();
    } } });
    boxes.set(crate, box);
    list.append(el("li", {}, el("label", { class: `crate c${graph.hue.get(crate)}` }, box, el("span", { class: "swatch" }), el("span", { class: "grow" }, crateName(crate)),
      broken > 0 && el("span", { class: "bad" }, `× ${broken}`, el("span", { class: "unseen" }, " broken, ")),
      el("span", { class: "muted" }, String(ids.length), el("span", { class: "unseen" }, " models")))));
  }
  const show = () => {
    for (const [crate, box] of boxes) box.checked = !state.off.has(crate);
  };
  show();
  return {
    show,
    set(all) {
      state.off = new Set(all ? [] : graph.crates.keys());
      show();
      changed();
    },
  };
}

/** The number of drawn models, as text. */
export function inWords(graph, drawn) {
  const all = graph.models.length;
  return drawn === all ? count(all, "model") : `${drawn.toLocaleString("en")} of ${count(all, "model")}`;
}
