// Reads the graph in the page, and indexes its crates, neighbours and broken models.

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
  const boxes = [...sorted].flatMap(([crate, ids]) => split(crate, ids, models));
  const box = [];
  boxes.forEach(({ ids }, i) => ids.forEach((id) => (box[id] = i)));
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
  return {
    data, models, edges, findings, touching, home, subjects, level, broken, brokenEdges,
    crates: sorted, boxes, box,
    order: findings.map((_, i) => i).sort((a, b) => (findings[a].level === "error" ? 0 : 1) - (findings[b].level === "error" ? 0 : 1) || a - b),
  };
}

/** The boxes of a crate: one, or one per module if the crate is large. */
function split(name, ids, models, depth = 1) {
  if (ids.length <= 150 || depth > 8) return [{ name, ids }];
  const modules = new Map();
  for (const id of ids) {
    const path = models[id].path.split("::");
    const module = path.length > depth + 1 ? path[depth] : "";
    if (!modules.has(module)) modules.set(module, []);
    modules.get(module).push(id);
  }
  if (modules.size === 1) return modules.has("") ? [{ name, ids }] : split(`${name}::${[...modules.keys()][0]}`, ids, models, depth + 1);
  const rest = [];
  const boxes = [];
  for (const [module, some] of [...modules].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (module === "" || some.length < 4) rest.push(...some);
    else boxes.push(...split(`${name}::${module}`, some, models, depth + 1));
  }
  return rest.length ? [{ name, ids: rest.sort((a, b) => a - b) }, ...boxes] : boxes;
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
