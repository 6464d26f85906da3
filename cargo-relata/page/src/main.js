// Connects the parts of the page: the state, its address, the picture and the panels.
import { decode, encode } from "./address.js";
import { read } from "./data.js";
import { Drawing } from "./drawing.js";
import { rowOf } from "./ends.js";
import { exportsMenu } from "./exports.js";
import { crateList, inWords } from "./filters.js";
import { findGroup, pathTo } from "./groups.js";
import { keys } from "./keys.js";
import { findingList, modelList } from "./lists.js";
import { minimap } from "./minimap.js";
import { details, overview } from "./panel.js";
import { isLarge, picture, viewOf } from "./picture.js";
import { search } from "./search.js";
import { describe, lineName, sceneWords } from "./speech.js";
import { fullLabel } from "./tables.js";
import { tabs } from "./tabs.js";
import { count, el, short, shown } from "./text.js";
import { theme } from "./theme.js";

const by = (id) => document.getElementById(id);

function start(graph) {
  const state = { ...decode(graph, location.hash), also: [], cell: null };
  let shownNow = null;
  let back = null;
  let aim = false;
  let crates = null;

  document.title = `${short(graph.data.title, 80)} - relata`;
  by("title").textContent = shown(graph.data.title);
  by("summary").textContent = shown(graph.data.summary);
  by("none").hidden = graph.models.length > 0;
  const say = (text) => {
    by("live").textContent = text;
  };

  const drawing = new Drawing(by("canvas"), graph, {
    describe: (box) => describe(graph, box),
    tap: (one, target) => tap(one, target),
    hover: (one, target) => hover(one, target),
    moved: (key, dx, dy) => {
      const [x, y] = state.moved.get(stable(key)) ?? [0, 0];
      state.moved.set(stable(key), [x + dx, y + dy]);
      record(false);
    },
    changed: () => map?.(),
  });
  const map = minimap(by("minimap"), drawing);

  /** Keys of boxes hold ids, which differ between documents; addresses hold paths. */
  const stable = (key) => (/^[mLR]\d+$/.test(key) ? `${key[0]}:${graph.models[Number(key.slice(1))].path}` : `g:${key}`);
  const movedNow = () => {
    const paths = new Map(state.moved.size ? graph.models.map(({ path, id }) => [path, id]) : []);
    return new Map([...state.moved].map(([key, by]) => [key[0] === "g" ? key.slice(2) : `${key[0]}${paths.get(key.slice(2))}`, by]));
  };

  function record(push = true) {
    const hash = encode(graph, state);
    if (hash === location.hash || (hash === "" && location.hash === "")) return;
    history[push ? "pushState" : "replaceState"](null, "", hash || location.pathname + location.search);
  }

  /** Draws the state. `keep`: the view stays where it is. */
  function draw({ keep = false, jump = false, towards = null } = {}) {
    const { scene, view, parts, root } = picture(graph, state, { aspect: drawing.aspect, size: drawing.view.size });
    shownNow = { scene, view, parts, root };
    drawing.show(scene, movedNow());
    const drawn = view === "all" ? parts.ids.size : new Set(scene.boxes.flatMap(({ id, models }) => models ?? [id])).size;
    by("shown").textContent = inWords(graph, drawn);
    by("left-out").textContent = sceneWords(scene);
    by("everything").hidden = parts.ids.size === graph.models.length && !state.broken && !state.changed;
    by("nothing").hidden = parts.ids.size > 0 || !graph.models.length;
    by("no-way").hidden = !scene.none;
    for (const button of document.querySelectorAll("[data-view]")) {
      button.disabled = button.dataset.view !== "all" && state.selected === null;
      button.setAttribute("aria-pressed", String(button.dataset.view === view));
    }
    const level = state.level ?? scene.level;
    for (const button of document.querySelectorAll("[data-level]")) button.setAttribute("aria-pressed", String(button.dataset.level === level));
    by("only-broken").setAttribute("aria-pressed", String(state.broken));
    by("only-changed").setAttribute("aria-pressed", String(state.changed));
    hubs(scene);
    mark();
    if (!keep) fit(towards, jump);
    document.documentElement.dataset.drawn = String(drawn);
    if (jump) performance.mark("drawn");
  }

  /** Brings the scene into view; rows of a focus and of a path are always readable, names of other pictures nearly always. */
  function fit(towards = null, jump = false) {
    const { scene, view } = shownNow;
    const open = towards ?? (scene.kind === "overview" && state.open.size ? [[...state.open].pop()] : null);
    const readable = view === "focus" || view === "path";
    const middle = scene.kind === "whole" ? null : drawing.find(`m${state.selected}`) ? `m${state.selected}` : busiest(scene);
    drawing.fit(readable ? null : open, { jump, least: readable ? 0.93 : scene.kind === "overview" && !open ? 0.42 : 0.5, middle });
  }

  /** The box with the most lines between models: where a picture that does not fit begins. */
  function busiest(scene) {
    const lines = new Map();
    for (const { group, from, to } of scene.lines) if (!group) for (const key of [from, to]) lines.set(key, (lines.get(key) ?? 0) + 1);
    return [...lines].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
  }

  function hubs(scene) {
    const list = scene.hubs ?? [];
    by("hubs").hidden = !list.length;
    by("hub-words").textContent = state.hubs ? "Most used:" : `Drawn as marks, not as lines (${scene.least ?? 0} models or more point there):`;
    by("hub-list").replaceChildren(...list.map(({ id, count: n }) => el("li", {}, el("button", { type: "button", class: `hub c${graph.hue.get(graph.home[id])}`, on: { click: () => select(id) } }, short(fullLabel(graph, id), 30), " ", el("b", {}, n)))));
    by("hub-lines").setAttribute("aria-pressed", String(state.hubs));
  }

  /** Marks the selection, and fades what has nothing to do with it where all is drawn. */
  function mark() {
    const { scene, view } = shownNow;
    const keysOf = (id) => scene.boxes.filter((box) => box.id === id).map(({ key }) => key);
    const picked = state.selected === null ? [] : [state.selected, ...state.also].flatMap(keysOf);
    const lines = scene.lines.filter(({ models }) => models?.includes(state.selected));
    const fades = view === "all" && picked.length > 0;
    const near = new Set(fades ? [...picked, ...lines.flatMap(({ from, to }) => [from, to])] : []);
    drawing.mark({ picked: new Set(picked.filter((key) => view !== "focus" || key[0] === "m")), near: fades ? near : null, lines: new Set(fades ? lines.map(({ key }) => key) : []), cell: state.cell });
  }

  function showPanel() {
    const id = state.selected;
    document.body.toggleAttribute("data-selected", id !== null);
    by("detail").hidden = id === null;
    by("detail-title").textContent = id === null ? "" : short(fullLabel(graph, id), 120) || "(no name)";
    by("detail-body").replaceChildren(...(id === null ? [] : details(graph, id, go)));
    by("detail").scrollTop = 0;
    by("picked").textContent = id === null ? "" : short(fullLabel(graph, id), 28);
  }

  /** Selects a model or none, and turns off filters that hide it. `focus` moves the keyboard focus to the panel. */
  function select(id, { also = [], focus = false, cell = null } = {}) {
    if (aim && id !== null && state.selected !== null && id !== state.selected) return path(id);
    if (state.selected === null) back = document.activeElement;
    const before = shownNow?.view;
    // A model that the open groups do not show is shown with its neighbours.
    const stays = state.view === "focus" || (state.view === "all" && shownNow?.scene.boxes.some((box) => box.id === id));
    Object.assign(state, { selected: id, also, cell, to: null, view: id !== null && stays ? state.view : null });
    for (const one of id === null ? [] : [id, ...also]) {
      state.off.delete(graph.home[one]);
      if (!graph.broken.has(one)) state.broken = false;
      if (!graph.changed.has(one)) state.changed = false;
    }
    crates.show();
    showPanel();
    record();
    if (id === null) {
      say("Selection cleared.");
    } else {
      const { relations, findings, standing } = graph.models[id];
      say(`Selected ${short(fullLabel(graph, id), 60)}, ${standing}, ${count(relations.length, "relation")}, ${count(findings.length, "finding")}. The panel shows details.`);
    }
    if (focus && id !== null) by("detail-title").focus({ preventScroll: matchMedia("(min-width: 900px)").matches });
    const same = before === "all" && viewOf(state, shownNow.parts) === "all";
    draw({ keep: same });
    if (same && id !== null) drawing.reveal(`m${id}`);
  }

  /** Changes the state, records it and draws it. */
  function change(some, options = {}) {
    Object.assign(state, some);
    record();
    draw(options);
    if (options.words !== false) say(`Showing ${by("shown").textContent}.`);
  }

  function path(id) {
    aiming(false);
    change({ to: id, view: null }, { words: false });
    const { scene } = shownNow;
    say(scene.none ? "No way leads between these models." : `A way of ${count(scene.lines.length, "step")} from ${fullLabel(graph, state.selected)} to ${fullLabel(graph, id)}.`);
  }

  /** While it is on, the next model that is chosen is the end of a path. */
  function aiming(on) {
    aim = on;
    by("aim").hidden = !on;
    if (on) by("search").focus();
  }

  function toggle(key) {
    const open = new Set(state.open);
    if (open.has(key)) {
      for (const one of open) if (one === key || one.startsWith(`${key}/`)) open.delete(one);
    } else {
      open.add(key);
      // At most two groups beside each other: more do not fit.
      const beside = [...open].filter((one) => !key.startsWith(`${one}/`) && !one.startsWith(`${key}/`) && one !== key);
      if (beside.length > 1) open.delete(beside[0]);
    }
    const opened = open.has(key);
    change({ open, view: state.selected === null ? null : "all" }, { towards: opened ? [key] : null, words: false });
    const group = findGroup(shownNow.root, key);
    say(`${opened ? "Opened" : "Closed"} ${group ? group.name : key}.`);
  }

  function tap(one, target) {
    const to = target?.closest?.("[data-to]")?.dataset.to;
    if (to !== undefined) return select(Number(to));
    if (!one) return aim ? aiming(false) : state.selected !== null && shownNow.view === "all" && clear();
    if (one.kind === "model") return select(one.id);
    if (one.fold) return change({ unfold: new Set([...state.unfold, one.fold]) }, { words: false });
    if (one.kind) return toggle(one.key);
    drawing.label(one, lineName(graph, one));
    by("hover").textContent = lineName(graph, one);
  }

  function hover(one, target) {
    const to = target?.closest?.("[data-to]")?.dataset.to;
    by("hover").textContent = to !== undefined ? shown(graph.models[to].path) : one?.kind === "model" ? short(graph.models[one.id].path, 120) : one && !one.kind ? lineName(graph, one) : "";
    drawing.label(one && !one.kind ? one : null, one && !one.kind ? lineName(graph, one, true) : "");
  }

  /** Leaves one thing at a time: a path or focus, the selection, filters, and the open groups. */
  function leave() {
    if (aim) return aiming(false);
    if (state.to !== null) return change({ to: null, view: null });
    if (state.selected !== null && shownNow.view === "focus" && !isLarge(shownNow.parts)) return change({ view: null });
    if (state.selected !== null) return clear();
    if (state.broken || state.changed) return change({ broken: false, changed: false });
    if (state.open.size) change({ open: new Set() });
  }

  /** Clears the selection, and moves a focus in the panel back to where it was before. */
  function clear() {
    const inside = by("detail").contains(document.activeElement);
    select(null);
    if (inside) (back?.isConnected && back !== document.body ? back : by("canvas")).focus();
  }

  const go = (id) => select(id, { focus: true });
  /** A column or relation that was searched is marked, and its row shown. */
  function found({ id, kind, text }) {
    if (kind === "model") return go(id);
    const row = kind === "column" ? graph.rowAt[id].get(text) ?? -1 : rowOf(graph, id, text);
    if (row >= 0 && !graph.rows[id][row].important) state.level = "all";
    select(id, { focus: true, cell: { id, row } });
  }
  const filtered = () => change({});
  crates = crateList(graph, state, by("crate-list"), filtered);
  by("crates-all").addEventListener("click", () => crates.set(true));
  by("crates-none").addEventListener("click", () => crates.set(false));
  findingList(graph, by("finding-list"), go, ([first, ...also]) => select(first, { also, focus: true }));
  modelList(graph, by("model-list"), go);
  search(graph, by("search"), by("found"), by("found-status"), found);
  const open = tabs(by("tabs"));
  by("tab-findings").append(` (${graph.findings.length})`);
  by("tab-crates").append(` (${graph.crates.size})`);
  by("tab-models").append(` (${graph.models.length.toLocaleString("en")})`);
  by("about-body").append(...overview(graph, go));
  open(by(graph.findings.length ? "tab-findings" : "tab-about"));
  by("broken-count").textContent = String(graph.broken.size);
  by("only-broken").disabled = graph.broken.size === 0;
  by("only-broken").addEventListener("click", () => change({ broken: !state.broken }));
  by("only-changed").hidden = !graph.differs;
  by("only-changed").addEventListener("click", () => change({ changed: !state.changed }));
  by("everything").addEventListener("click", () => {
    Object.assign(state, { broken: false, changed: false });
    crates.set(true);
  });
  by("close").addEventListener("click", clear);
  by("zoom-in").addEventListener("click", () => drawing.view.zoom(1.3));
  by("zoom-out").addEventListener("click", () => drawing.view.zoom(1 / 1.3));
  by("fit").addEventListener("click", () => drawing.fit());
  by("hub-lines").addEventListener("click", () => change({ hubs: !state.hubs }, { words: false }));
  by("panels").addEventListener("click", () => {
    const hidden = document.body.toggleAttribute("data-wide");
    by("panels").setAttribute("aria-pressed", String(hidden));
    fit();
  });
  for (const button of document.querySelectorAll("[data-level]")) button.addEventListener("click", () => change({ level: button.dataset.level }, { words: false }));
  for (const button of document.querySelectorAll("[data-view]")) button.addEventListener("click", () => view(button.dataset.view));

  function view(name) {
    if (name === "path") return aiming(true);
    const reset = { view: name === "focus" ? "focus" : isLarge(shownNow.parts) && state.selected !== null ? "all" : null, to: null };
    const open = name === "all" && isLarge(shownNow.parts) && state.selected !== null ? new Set(pathTo(shownNow.root, state.selected)) : state.open;
    change({ ...reset, open }, { words: false, towards: open.size && name === "all" ? [[...open].pop()] : null });
    say(name === "focus" ? `Showing ${fullLabel(graph, state.selected)} with its neighbours.` : `Showing all models: ${by("shown").textContent}.`);
  }

  theme(by("theme"), () => {});
  keys({ drawing, canvas: by("canvas"), search: by("search"), single: by("single-keys"), leave, take: tap });
  exportsMenu(graph, drawing, () => shownNow, say);
  by("canvas").setAttribute("aria-label", `Drawing of ${count(graph.models.length, "model")} and ${count(graph.edges.length, "relation")}, ${graph.brokenEdges.length} broken. The list of models contains the same information as text.`);

  const visit = () => {
    Object.assign(state, decode(graph, location.hash), { also: [] });
    if (state.lost) say("The address names a model that is not in this graph.");
    crates.show();
    showPanel();
    draw();
  };
  addEventListener("popstate", visit);
  addEventListener("beforeprint", () => drawing.fit());
  if (state.lost) say("The address names a model that is not in this graph.");
  showPanel();
  draw({ jump: true });
}

const { graph, message } = read(document);
document.body.toggleAttribute("data-message", !graph);
if (graph) {
  start(graph);
} else {
  theme(by("theme"), () => {});
  by("message").hidden = false;
  by("message").textContent = message;
}
