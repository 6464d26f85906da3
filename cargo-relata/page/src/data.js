// Reads the graph in the page, and indexes its crates, neighbours, labels and broken models.
import { addEnds } from "./ends.js";

/** `{ graph }`, or `{ message }` if the data is invalid. */
export function read(document) {
  let data;
  try {
    data = JSON.parse(document.getElementById("graph-data").textContent);
  } catch (error) {
    return { message: `The data in this page cannot be read: ${error.message}` };
  }
  if (typeof data === "string") {
    return { message: "This page contains no graph. Run `cargo relata graph --format html` to create one." };
  }
  if (data?.format !== "relata-graph/1") {
    return { message: `Unsupported data: expected the format "relata-graph/1", found ${JSON.stringify(data?.format)}.` };
  }
  return { graph: index(data) };
}

/** Indexes the graph by id: names can occur twice, or be `__proto__`. */
export function index(data) {
  const { models, edges, findings } = data;
  const touching = models.map(() => []);
  for (const edge of edges) {
    touching[edge.from].push(edge);
    if (edge.to !== edge.from) touching[edge.to].push(edge);
  }
  const crates = new Map();
  const home = models.map((model) => {
    // A missing model is drawn in the crate of the relation that names it.
    const naming = model.standing === "missing" && model.crate === "" ? touching[model.id].find((edge) => edge.to === model.id) : null;
    return naming ? models[naming.from].crate : model.crate;
  });
  home.forEach((crate, id) => {
    if (!crates.has(crate)) crates.set(crate, []);
    crates.get(crate).push(id);
  });
  const sorted = new Map([...crates].sort(([a], [b]) => (a < b ? -1 : 1)));
  const subjects = findings.map(() => []);
  const level = models.map(() => null);
  for (const model of models) {
    for (const finding of model.findings) {
      subjects[finding]?.push(model.id);
      if (findings[finding] && level[model.id] !== "error") level[model.id] = findings[finding].level;
    }
  }
  // The subject of a finding comes before the other models.
  subjects.forEach((ids, i) => {
    const about = (id) => (findings[i].subject.startsWith(models[id].name) ? 0 : 1);
    ids.sort((a, b) => about(a) - about(b) || a - b);
  });
  const broken = new Set(models.filter((model) => model.findings.length || model.standing === "missing").map((model) => model.id));
  const brokenEdges = edges.filter((edge) => edge.broken);
  for (const edge of brokenEdges) broken.add(edge.from).add(edge.to);
  const changed = new Set(models.filter((model) => model.change || model.relations.some((relation) => relation.change) || model.fields?.some((field) => field.change)).map((model) => model.id));
  const graph = {
    data, models, edges, findings, touching, home, subjects, level, broken, brokenEdges, changed, differs: changed.size > 0 || edges.some((edge) => edge.change),
    crates: sorted, labels: labels(models), hue: hues(sorted), programs: (data.programs ?? []).map(({ name }) => name), programsOf: programsOf(data, touching),
    order: findings.map((_, i) => i).sort((a, b) => (findings[a].level === "error" ? 0 : 1) - (findings[b].level === "error" ? 0 : 1) || a - b),
  };
  addEnds(graph);
  return graph;
}

/** The indices of the programs of each model. */
function programsOf({ models, programs = [] }, touching) {
  const of = models.map(() => []);
  programs.forEach(({ models: own }, i) => own.forEach((id) => of[id].push(i)));
  // A name that no model has belongs to the programs that use it.
  return of.map((own, id) => (own.length || !programs.length ? own : [...new Set(touching[id].flatMap(({ from }) => of[from]))].sort()));
}

/** Large crates come first, so that a document of one crate has the first colour. */
function hues(crates) {
  const order = [...crates].sort(([, a], [, b]) => b.length - a.length).map(([crate], i) => [crate, i % 12]);
  return new Map(order);
}

/**
 * The shortest end of each path that no other model has: names that several models share are always qualified. `rest` is the part
 * that says nothing: the `::Model` of SeaORM.
 */
function labels(models) {
  const named = new Map();
  for (const { id, name } of models) named.set(name, [...(named.get(name) ?? []), id]);
  const ends = (id, depth) => models[id].path.split("::").slice(-depth).join("::");
  return models.map(({ id, name, path }) => {
    const same = named.get(name);
    if (same.length === 1) return { title: name, rest: "" };
    const most = path.split("::").length;
    for (let depth = 2; depth <= most; depth++) {
      const label = ends(id, depth);
      if (depth < most && same.some((other) => other !== id && ends(other, depth) === label)) continue;
      return name === "Model" && label !== path ? { title: label.slice(0, -name.length - 2), rest: `::${name}` } : { title: label, rest: "" };
    }
    return { title: path, rest: "" };
  });
}

/** The ids within `steps` edges of `start`, limited to `ids` and to edges that `passes` accepts. */
export function within(graph, start, steps, ids, passes = () => true) {
  const reached = new Set([start]);
  let front = [start];
  for (let step = 0; step < steps; step++) {
    const next = [];
    for (const id of front) {
      for (const edge of graph.touching[id]) {
        const other = edge.from === id ? edge.to : edge.from;
        if (passes(edge) && ids.has(other) && !reached.has(other)) {
          reached.add(other);
          next.push(other);
        }
      }
    }
    front = next;
  }
  return reached;
}

/** The edges of a shortest way between two models, in order; `null` if there is none. */
export function way(graph, from, to, ids) {
  const came = new Map([[from, null]]);
  let front = [from];
  while (front.length && !came.has(to)) {
    const next = [];
    for (const id of front) {
      for (const edge of graph.touching[id]) {
        const other = edge.from === id ? edge.to : edge.from;
        if (came.has(other) || !ids.has(other)) continue;
        came.set(other, edge);
        next.push(other);
      }
    }
    front = next;
  }
  if (!came.has(to)) return null;
  const edges = [];
  for (let id = to; id !== from; ) {
    const edge = came.get(id);
    edges.unshift(edge);
    id = edge.from === id ? edge.to : edge.from;
  }
  return edges;
}
