// Converts between the path of a model and the address `#model=PATH`.

/** Replaces lone surrogates, which cannot be encoded. */
export function address(path) {
  return `#model=${encodeURIComponent(path.replace(/\p{Cs}/gu, "\ufffd"))}`;
}

/** The id of the model that `hash` names: `null` if it names none, `undefined` if the model does not exist. */
export function named(graph, hash) {
  if (!hash.startsWith("#model=")) return null;
  try {
    const path = decodeURIComponent(hash.slice("#model=".length));
    return graph.models.find((model) => model.path === path || address(model.path) === hash)?.id;
  } catch {
    return undefined;
  }
}
