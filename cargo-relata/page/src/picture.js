// Chooses the picture for a state: all models, groups of models, one model with its neighbours, or a way between two.
import { visible } from "./filters.js";
import { focus } from "./focus.js";
import { tree } from "./groups.js";
import { overview } from "./overview.js";
import { route } from "./route.js";
import { most, whole } from "./whole.js";

/** Whether there is too much to draw at once. */
export const isLarge = ({ ids, edges }) => ids.size > most.models || edges.length > most.lines;

/** The view of a state: large documents show a selected model with its neighbours. */
export function viewOf(state, parts) {
  if (state.selected === null || !parts.ids.has(state.selected)) return "all";
  if (state.to !== null && (state.view ?? "path") === "path") return "path";
  return state.view === "focus" || (state.view !== "all" && isLarge(parts)) ? "focus" : "all";
}

/** `{ scene, view, parts, root }`; `scene.none` is set if no way leads between the models of a path. */
export function picture(graph, state, { aspect, size }) {
  const parts = visible(graph, state);
  const view = viewOf(state, parts);
  const large = isLarge(parts);
  const root = large ? tree(graph, parts.ids) : null;
  if (view === "path") {
    const scene = route(graph, state.selected, state.to, parts.ids);
    return { view, parts, root, scene: scene ?? { boxes: [], lines: [], frames: [], captions: [], w: 0, h: 0, kind: "path", none: true } };
  }
  if (view === "focus") return { view, parts, root, scene: focus(graph, state.selected, parts, { level: state.level, unfold: state.unfold }) };
  // Programs are drawn with borders, also when they are small.
  if (large || graph.programs.length > 1) {
    const groups = root ?? tree(graph, parts.ids);
    const open = large ? state.open : new Set([...state.open, ...keysOf(groups)]);
    return { view, parts, root: groups, scene: overview(graph, groups, parts, { open, level: state.level, aspect, showHubs: state.hubs || !large }) };
  }
  return { view, parts, root, scene: whole(graph, parts, { level: state.level, aspect, size }) };
}

const keysOf = (group) => (group.groups ?? []).flatMap((child) => [child.key, ...keysOf(child)]);
