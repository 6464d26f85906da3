// In: the document. Out: the graph that the page holds, with its crates, neighbours and broken models looked up once.

/** `{ graph }`, or `{ message }` that says why there is none. */
export function read(document) {
  let data;
  try {
    data = JSON.parse(document.getElementById("graph-data").textContent);
  } catch (error) {
    return { message: `The data in this page cannot be read: ${error.message}` };
  }
  if (typeof data === "string") {
    return { message: "This page holds no graph yet. Run `cargo relata graph --format html` to make one that does." };
  }
  if (data?.format !== "relata-graph/1") {
    return { message: `This page reads the format relata-graph/1, and its data say ${JSON.stringify(data?.format)}.` };
  }
  return { graph: index(data) };
}

/** What the parts of the page look up, by id throughout: a name may stand twice, or be `__proto__`. */
export function index(data) {
  const { models, edges, findings } = data;
  const touching = models.map(() => []);
  for (const edge of edges) {
    touching[edge.from].push(edge);
    if (edge.to !== edge.from) touching[edge.to].push(edge);
  }
  const crates = new Map();
  const home = models.map((model) => {
    // What no crate has is drawn beside the relation that asks for it.
    const asking = model.standing === "missing" && model.crate === "" ? touching[model.id].find((edge) => edge.to === model.id) : null;
    return asking ? models[asking.from].crate : model.crate;
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
  // The model that a finding is about comes before those that it only touches.
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

/** What is drawn in one box: a crate, or the modules of one that is too big to be read as a whole. */
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

/** The ids within `steps` relations of `start`, among `ids`, through the edges that `passes` lets through. */
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
