// What is shown, as the part of the address after `#`, so that a link and the history lead back to it.
const clean = (text) => encodeURIComponent(text.replace(/\p{Cs}/gu, "\ufffd"));

/** The address of a model. */
export function address(path) {
  return `#model=${clean(path)}`;
}

/** The id of the model that `hash` names: `null` if it names none, `undefined` if the model does not exist. */
export function named(graph, hash) {
  const value = hash.replace(/^#/, "").split("&").find((part) => part.startsWith("model="))?.slice("model=".length);
  return value === undefined ? null : model(graph, value);
}

function model(graph, value) {
  try {
    const path = decodeURIComponent(value);
    return graph.models.find((one) => one.path === path || clean(one.path) === value)?.id;
  } catch {
    return undefined;
  }
}

/** Members of the state that are lists of texts, or switches. */
const lists = ["open", "unfold", "off"];
const switches = ["broken", "changed", "hubs"];

export function encode(graph, state) {
  const parts = [];
  const path = (id) => clean(graph.models[id].path);
  if (state.selected !== null) parts.push(`model=${path(state.selected)}`);
  if (state.to !== null) parts.push(`to=${path(state.to)}`);
  if (state.view !== null) parts.push(`view=${state.view}`);
  if (state.level !== null) parts.push(`columns=${state.level}`);
  for (const name of lists) if (state[name].size) parts.push(`${name}=${[...state[name]].map(clean).join(",")}`);
  for (const name of switches) if (state[name]) parts.push(name);
  if (state.moved.size) parts.push(`move=${[...state.moved].map(([key, [x, y]]) => `${clean(key)}:${Math.round(x)}:${Math.round(y)}`).join(",")}`);
  return parts.length ? `#${parts.join("&")}` : "";
}

/** The state that an address names. `lost` says that it names a model that does not exist. */
export function decode(graph, hash) {
  const state = { selected: null, to: null, view: null, level: null, open: new Set(), unfold: new Set(), off: new Set(), broken: false, changed: false, hubs: false, moved: new Map(), lost: false };
  const text = (value) => {
    try {
      return decodeURIComponent(value);
    } catch {
      return "";
    }
  };
  for (const part of hash.replace(/^#/, "").split("&").filter(Boolean)) {
    const [name, value = ""] = part.split(/=(.*)/s);
    if (name === "model" || name === "to") {
      const id = model(graph, value);
      state.lost ||= id === undefined;
      state[name === "model" ? "selected" : "to"] = id ?? null;
    } else if (name === "view" && ["all", "focus", "path"].includes(value)) {
      state.view = value;
    } else if (name === "columns" && ["all", "keys", "names"].includes(value)) {
      state.level = value;
    } else if (lists.includes(name)) {
      state[name] = new Set(value.split(",").filter(Boolean).map(text));
    } else if (switches.includes(name)) {
      state[name] = true;
    } else if (name === "move") {
      for (const one of value.split(",")) {
        const [key, x, y] = one.split(":");
        if (Number.isFinite(Number(x)) && Number.isFinite(Number(y))) state.moved.set(text(key), [Number(x), Number(y)]);
      }
    }
  }
  if (state.selected === null) state.to = null;
  return state;
}
