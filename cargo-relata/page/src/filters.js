// Selects the models and edges to draw, and fills the list of crates.
import { within } from "./data.js";
import { count, crateName, el } from "./text.js";

/** `state`: { crates: Set, onlyBroken, selected, steps }. */
export function visible(graph, state) {
  const passes = (edge) => !state.onlyBroken || edge.broken;
  let ids = new Set(graph.models.filter(({ id }) => state.crates.has(graph.home[id]) && (!state.onlyBroken || graph.broken.has(id))).map(({ id }) => id));
  if (state.steps && state.selected !== null && ids.has(state.selected)) ids = within(graph, state.selected, state.steps, ids, passes);
  return { ids, edges: graph.edges.filter((edge) => passes(edge) && ids.has(edge.from) && ids.has(edge.to)) };
}

/** Fills `list` with a checkbox per crate; `changed` is called after each change to `state.crates`. */
export function crateList(graph, state, list, changed) {
  const boxes = new Map();
  for (const [crate, ids] of graph.crates) {
    const broken = ids.filter((id) => graph.broken.has(id)).length;
    const box = el("input", { type: "checkbox", on: { change: () => {
      if (box.checked) state.crates.add(crate);
      else state.crates.delete(crate);
      changed();
    } } });
    boxes.set(crate, box);
    list.append(el("li", {}, el("label", { class: "crate" }, box, el("span", { class: "grow" }, crateName(crate)),
      broken > 0 && el("span", { class: "bad" }, `× ${broken}`, el("span", { class: "unseen" }, " broken, ")),
      el("span", { class: "muted" }, String(ids.length), el("span", { class: "unseen" }, " models")))));
  }
  const show = () => {
    for (const [crate, box] of boxes) box.checked = state.crates.has(crate);
  };
  show();
  return {
    show,
    set(all) {
      state.crates = new Set(all ? graph.crates.keys() : []);
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
