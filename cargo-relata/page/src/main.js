// Connects the parts of the page: the selection, the filters and the drawing.
import { address, named } from "./address.js";
import { read } from "./data.js";
import { Drawing } from "./drawing.js";
import { crateList, inWords, visible } from "./filters.js";
import { keys } from "./keys.js";
import { arrange } from "./layout.js";
import { findingList, modelList } from "./lists.js";
import { details, overview } from "./panel.js";
import { search } from "./search.js";
import { tabs } from "./tabs.js";
import { count, short, shown } from "./text.js";
import { theme } from "./theme.js";

const by = (id) => document.getElementById(id);

function start(graph) {
  const state = { selected: null, also: [], steps: 0, onlyBroken: false, crates: new Set(graph.crates.keys()) };
  let drawing = null;
  let turn = 0;
  let back = null;

  document.title = `${short(graph.data.title, 80)} - relata`;
  by("title").textContent = shown(graph.data.title);
  by("summary").textContent = shown(graph.data.summary);
  by("none").hidden = graph.models.length > 0;

  const say = (text) => {
    by("live").textContent = text;
  };

  /** Draws the current state; a later call cancels one that is still running. */
  async function draw({ fit = true } = {}) {
    const mine = ++turn;
    const { ids, edges } = visible(graph, state);
    // The neighbours of one model are not grouped by crate: each label includes its crate.
    const apart = state.steps > 0 && state.selected !== null && ids.size <= 150;
    const groups = apart
      ? [{ name: null, ids: [...ids] }]
      : graph.boxes.map(({ name, ids: all }) => ({ name, ids: all.filter((id) => ids.has(id)) })).filter((group) => group.ids.length);
    by("shown").textContent = inWords(graph, ids.size);
    by("everything").hidden = ids.size === graph.models.length && !state.onlyBroken;
    by("nothing").hidden = ids.size > 0 || !graph.models.length;
    for (const button of document.querySelectorAll("[data-steps]")) {
      button.disabled = state.selected === null;
      button.setAttribute("aria-pressed", String(Number(button.dataset.steps) === state.steps));
    }
    by("only-broken").setAttribute("aria-pressed", String(state.onlyBroken));
    by("canvas").setAttribute("aria-busy", "true");
    let last = performance.now();
    const pause = async () => {
      if (performance.now() - last < 30) return;
      by("busy").hidden = false;
      await new Promise((go) => setTimeout(go));
      last = performance.now();
      if (mine !== turn) throw overtaken;
    };
    try {
      const arrangement = await arrange(groups, edges, (id) => drawing.size(id, apart), drawing.aspect, pause);
      drawing.place(arrangement, edges, apart);
    } catch (error) {
      if (error === overtaken) return;
      throw error;
    }
    by("busy").hidden = true;
    by("canvas").removeAttribute("aria-busy");
    mark();
    if (fit) drawing.fit();
    document.documentElement.dataset.drawn = String(ids.size);
    performance.mark("drawn");
  }

  function mark() {
    drawing.mark(state.selected, state.also, state.steps === 0);
  }

  function showPanel() {
    const id = state.selected;
    document.body.toggleAttribute("data-selected", id !== null);
    by("detail-title").textContent = id === null ? "Overview" : short(graph.models[id].name, 120) || "(no name)";
    by("detail-body").replaceChildren(...(id === null ? overview(graph, go) : details(graph, id, go)));
    by("detail").scrollTop = 0;
    by("close").hidden = id === null;
    by("picked").textContent = id === null ? "" : short(graph.models[id].name, 28);
  }

  /** Selects a model or none, and turns off filters that hide it. `focus` moves the keyboard focus to the panel. */
  function select(id, { also = [], focus = false, record = true, look = true } = {}) {
    if (id === undefined) return;
    const redraw = state.steps > 0 && (id === null || id !== state.selected);
    if (id === null) state.steps = 0;
    if (state.selected === null) back = document.activeElement;
    state.selected = id;
    state.also = also;
    const hidden = id === null ? [] : [id, ...also].filter((one) => !state.crates.has(graph.home[one]) || (state.onlyBroken && !graph.broken.has(one)));
    for (const one of hidden) {
      state.crates.add(graph.home[one]);
      if (!graph.broken.has(one)) state.onlyBroken = false;
    }
    if (hidden.length) crates.show();
    showPanel();
    if (record) history.pushState(null, "", id === null ? location.pathname + location.search : address(graph.models[id].path));
    if (id === null) {
      say("Selection cleared.");
    } else {
      const { relations, findings, standing } = graph.models[id];
      say(`Selected ${short(graph.models[id].name, 60)}, ${standing}, ${count(relations.length, "relation")}, ${count(findings.length, "finding")}. The panel shows details.`);
    }
    if (focus && id !== null) by("detail-title").focus({ preventScroll: matchMedia("(min-width: 900px)").matches });
    if (!drawing) return;
    if (redraw || hidden.length) {
      draw();
    } else {
      mark();
      for (const button of document.querySelectorAll("[data-steps]")) button.disabled = id === null;
      if (look && id !== null) drawing.fit([id, ...also, ...graph.touching[id].flatMap((edge) => [edge.from, edge.to])]);
    }
  }

  function step(steps) {
    if (state.selected === null) return;
    state.steps = steps;
    draw().then(() => say(steps ? `Showing models within ${count(steps, "step")}: ${by("shown").textContent}.` : `Showing all models: ${by("shown").textContent}.`));
  }

  /** Leaves the view of neighbours first, then clears the selection. */
  function leave() {
    if (state.steps) return step(0);
    if (state.selected === null) return;
    clear();
  }

  /** Clears the selection, and moves a focus in the panel back to where it was before. */
  function clear() {
    const inside = by("detail").contains(document.activeElement);
    select(null);
    if (inside) (back?.isConnected && back !== document.body ? back : by("canvas")).focus();
  }

  function filtered() {
    draw().then(() => say(`Showing ${by("shown").textContent}.`));
  }

  function showAll() {
    state.steps = 0;
    state.onlyBroken = false;
    crates.set(true);
  }

  const go = (id) => select(id, { focus: true });
  const crates = crateList(graph, state, by("crate-list"), filtered);
  by("crates-all").addEventListener("click", () => crates.set(true));
  by("crates-none").addEventListener("click", () => crates.set(false));
  findingList(graph, by("finding-list"), go, ([first, ...also]) => select(first, { also, focus: true }));
  modelList(graph, by("model-list"), go);
  search(graph, by("search"), by("found"), by("found-status"), go);
  const open = tabs(by("tabs"));
  by("tab-findings").append(` (${graph.findings.length})`);
  by("tab-crates").append(` (${graph.crates.size})`);
  by("tab-models").append(` (${graph.models.length.toLocaleString("en")})`);
  open(by(graph.findings.length ? "tab-findings" : "tab-models"));
  by("broken-count").textContent = String(graph.broken.size);
  by("only-broken").disabled = graph.broken.size === 0;
  by("only-broken").addEventListener("click", () => {
    state.onlyBroken = !state.onlyBroken;
    filtered();
  });
  by("everything").addEventListener("click", showAll);
  by("close").addEventListener("click", clear);
  by("zoom-in").addEventListener("click", () => drawing.zoom(1.3));
  by("zoom-out").addEventListener("click", () => drawing.zoom(1 / 1.3));
  by("fit").addEventListener("click", () => drawing.fit());
  for (const button of document.querySelectorAll("[data-steps]")) button.addEventListener("click", () => step(Number(button.dataset.steps)));

  drawing = new Drawing(by("canvas"), graph, {
    model: (id) => select(id, { look: false }),
    background: () => state.steps === 0 && state.selected !== null && select(null),
    hover: (text) => {
      by("hover").textContent = text;
    },
  });
  theme(by("theme"), () => drawing.recolour());
  keys({ drawing, canvas: by("canvas"), search: by("search"), single: by("single-keys"), leave });
  by("canvas").setAttribute("aria-label", `Drawing of ${count(graph.models.length, "model")} and ${count(graph.edges.length, "relation")}, ${graph.brokenEdges.length} broken. The list of models contains the same information as text.`);

  const visit = () => {
    const id = named(graph, location.hash);
    if (id === undefined) say("The address names a model that is not in this graph.");
    else if (id !== state.selected) select(id, { record: false });
  };
  addEventListener("popstate", visit);
  showPanel();
  draw().then(visit);
}

const overtaken = new Error("a later drawing has begun");
const { graph, message } = read(document);
document.body.toggleAttribute("data-message", !graph);
if (graph) {
  start(graph);
} else {
  theme(by("theme"), () => {});
  by("message").hidden = false;
  by("message").textContent = message;
}
