// What a line means: at which rows it ends, and how many rows of each model take part.

const index = (list) => new Map(list.map((one, i) => [one.name, i]));

/** Adds to the graph: `rows` of each model, and `ends` of each edge. */
export function addEnds(graph) {
  const { models, edges } = graph;
  graph.fieldAt = models.map((model) => index(model.fields ?? []));
  graph.relationAt = models.map((model) => new Map(model.relations.map((relation) => [relation.name, relation])));
  const silent = models.map(() => new Set());
  // The other side of a key ends at the row that the key refers to: it has no row of its own.
  for (const edge of edges) if (edge.inverse !== null && edge.kind !== "many_to_many") silent[edge.to].add(edge.inverse);
  const broken = models.map(() => new Set());
  for (const edge of edges) if (edge.broken) broken[edge.from].add(edge.relation);
  graph.rows = models.map((model, id) => rows(graph, model, id, silent[id], broken[id]));
  graph.rowAt = graph.rows.map((list) => new Map(list.map((one, i) => [one.relation !== undefined && !one.field ? `relation ${one.relation}` : one.name, i])));
  graph.ends = edges.map((edge) => ends(graph, edge));
}

function rows(graph, model, id, silent, broken) {
  const holds = new Map();
  const without = [];
  for (const relation of model.relations) {
    const own = relation.kind === "belongs_to" && relation.key.length > 0 && graph.fieldAt[id].has(relation.key[0]);
    if (own) for (const field of relation.key) holds.set(field, [...(holds.get(field) ?? []), relation]);
    else if (!silent.has(relation.name)) without.push(relation);
  }
  const single = new Set([...model.unique.filter((set) => set.length === 1).map(([one]) => one), ...(model.key.length === 1 ? model.key : [])]);
  const fields = (model.fields ?? []).map((field) => {
    const relations = holds.get(field.name) ?? [];
    return {
      field: true, name: field.name, type: typeOf(field), key: model.key.includes(field.name), foreign: relations.length > 0,
      unique: (field.unique || single.has(field.name)) && !model.key.includes(field.name), optional: field.optional, relations,
      broken: relations.some((relation) => broken.has(relation.name)), change: field.change, important: model.key.includes(field.name) || relations.length > 0 };
  });
  // A key field that no list of fields has.
  const unknown = model.fields === null ? model.key.map((name) => ({ field: true, name, type: "", key: true, relations: [], important: true })) : [];
  return [...unknown, ...fields, ...without.map((relation) => ({
    relation: relation.name, name: relation.name, type: written(relation), relations: [relation], broken: broken.has(relation.name), change: relation.change, important: true }))];
}

function typeOf(field) {
  const inner = /^(?:\w+::)*Option<(.*)>$/.exec(field.type);
  return field.optional ? `${inner ? inner[1] : field.type}?` : field.type;
}

const written = (relation) => (relation.open && !relation.targets.length ? "any" : relation.kind === "has_many" || relation.kind === "many_to_many" ? "many" : "");

/** The row of a relation in its model: its first key field, or its own row. -1 is the header. */
export function rowOf(graph, id, name) {
  const relation = graph.relationAt[id].get(name);
  const first = relation?.kind === "belongs_to" ? relation.key[0] : undefined;
  return graph.rowAt[id].get(first) ?? graph.rowAt[id].get(`relation ${name}`) ?? -1;
}

function ends(graph, edge) {
  const { from, to, kind } = edge;
  const relation = graph.relationAt[from].get(edge.relation) ?? { key: [], references: [], targets: [], open: false, through: null };
  const inverse = edge.inverse === null ? null : graph.relationAt[to].get(edge.inverse);
  const at = (id, name) => graph.rowAt[id].get(name) ?? -1;
  const optional = (id, key) => key.some((name) => graph.models[id].fields?.[graph.fieldAt[id].get(name)]?.optional);
  const referred = relation.references[0] ?? graph.models[to].key[0];
  const first = { id: from, row: rowOf(graph, from, edge.relation), mark: "one", ring: false };
  const last = { id: to, row: -1, mark: "one", ring: false };
  if (kind === "belongs_to") {
    first.mark = inverse?.kind === "has_one" || isUnique(graph.models[from], relation.key) ? "one" : "many";
    first.ring = first.mark === "one";
    last.row = at(to, referred);
    last.ring = optional(from, relation.key);
  } else if (kind === "has_many" || kind === "has_one") {
    last.mark = kind === "has_many" ? "many" : "one";
    last.ring = kind === "has_one";
    last.row = relation.key.length ? at(to, relation.key[0]) : -1;
    first.ring = optional(to, relation.key);
  } else if (kind === "many_to_many") {
    first.mark = last.mark = "many";
    last.row = inverse ? rowOf(graph, to, edge.inverse) : -1;
  } else {
    first.mark = "none";
    last.mark = "arrow";
    last.row = relation.references.length ? at(to, referred) : -1;
  }
  const fan = relation.open || relation.targets.length > 1;
  return { first, last, fan, through: relation.through, dashed: kind === "refers_to" };
}

function isUnique(model, key) {
  if (!key.length) return false;
  const same = (set) => set.length > 0 && set.length === key.length && set.every((name) => key.includes(name));
  return model.unique.some(same) || same(model.key) || (key.length === 1 && Boolean(model.fields?.find((field) => field.name === key[0])?.unique));
}

/** `one to many`, in words. */
export function cardinality({ first, last }) {
  const word = (end) => (end.mark === "many" ? "many" : end.ring ? "one or none" : "one");
  return `${word(first)} to ${word(last)}`;
}
