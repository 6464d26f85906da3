// In: a model's path, or the address of the page. Out: `#model=PATH`, or the path in it.

/** A path may hold half a character, which has no encoding. */
export function address(path) {
  return `#model=${encodeURIComponent(path.replace(/\p{Cs}/gu, "\ufffd"))}`;
}

/** The id of the model that `hash` names: `null` for no model, `undefined` for one that is not there. */
export function named(graph, hash) {
  if (!hash.startsWith("#model=")) return null;
  try {
    const path = decodeURIComponent(hash.slice("#model=".length));
    return graph.models.find((model) => model.path === path || address(model.path) === hash)?.id;
  } catch {
    return undefined;
  }
}
