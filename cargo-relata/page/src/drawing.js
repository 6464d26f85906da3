// Draws an arrangement of the graph and marks the selection. Taps and hovers call `on`.
import cytoscape from "cytoscape";
import { looks } from "./looks.js";
import { breadth, crateName, kindNames, short } from "./text.js";

const marks = { __proto__: null, error: "× ", warning: "! " };
const toOne = new Set(["belongs_to", "has_one", "refers_to"]);

export class Drawing {
  #cy;
  #graph;
  #still = matchMedia("(prefers-reduced-motion: reduce)");
  #size = 0;
  #crates;
  #marked;
  /** Covers everything that is not marked: fading one node is a hundred times faster than fading all others. */
  #veil;

  constructor(element, graph, on) {
    this.#graph = graph;
    const labels = graph.models.map((model) => (model.standing === "missing" ? "? " : marks[graph.level[model.id]] ?? "") + short(model.name, 24));
    this.labels = labels;
    this.#cy = cytoscape({
      container: element,
      style: looks(),
      // Models cannot be dragged: dragging always moves the view.
      autoungrabify: true, autounselectify: true, boxSelectionEnabled: false, minZoom: 0.02, maxZoom: 4,
      // Large drawings move as an image and are redrawn when they stop.
      textureOnViewport: graph.models.length > 250,
    });
    this.#crates = this.#marked = this.#veil = this.#cy.collection();
    const cy = this.#cy;
    cy.on("tap", "node.model", (event) => on.model(event.target.data("model")));
    cy.on("tap", "edge", (event) => on.model(graph.edges[event.target.data("edge")].from));
    cy.on("tap", (event) => event.target === cy && on.background());
    cy.on("mouseover", "node.model", (event) => on.hover(short(graph.models[event.target.data("model")].path, 120)));
    cy.on("mouseover", "edge", (event) => {
      const edge = graph.edges[event.target.data("edge")];
      on.hover(`${short(graph.models[edge.from].name, 40)}.${short(edge.relation, 40)} ${kindNames[edge.kind] ?? short(edge.kind, 20)} ${short(graph.models[edge.to].name, 40)}${edge.broken ? " (broken)" : ""}`);
    });
    cy.on("mouseout", "node.model, edge", () => on.hover(""));
    cy.on("zoom", () => this.#scale());
    new ResizeObserver(() => cy.resize()).observe(element);
  }

  /** Creates the elements of the whole graph once the first places are known, so that each is styled once. */
  #fill(positions, drawn) {
    const graph = this.#graph;
    this.#cy.add([
      ...graph.models.map((model) => ({
        group: "nodes", classes: ["model", positions.has(model.id) ? "" : "out", model.standing, graph.level[model.id] ?? ""], position: { ...positions.get(model.id) },
        data: { id: `m${model.id}`, model: model.id, label: this.labels[model.id], w: this.width(model.id), h: 28 } })),
      ...graph.edges.map((edge) => ({
        group: "edges",
        classes: [drawn.has(edge.id) ? "" : "out", edge.kind, edge.broken ? "broken" : "", ...(graph.box[edge.from] === graph.box[edge.to] ? [] : graph.models.length > 60 ? ["across", "dense"] : ["across"])],
        data: {
          id: `e${edge.id}`, edge: edge.id, source: `m${edge.from}`, target: `m${edge.to}`, end: toOne.has(edge.kind) ? "triangle" : "vee",
          start: edge.kind === "many_to_many" ? "vee" : "none",
          label: (edge.broken ? "× " : "") + short(edge.relation, 24) + (edge.inverse === null ? "" : ` / ${short(edge.inverse, 24)}`) } })),
    ]);
  }

  width(id) {
    return Math.max(56, breadth(this.labels[id]) + 22);
  }

  get aspect() {
    return Math.min(3, Math.max(0.4, this.#cy.width() / Math.max(1, this.#cy.height())));
  }

  /** Shows only the models and edges of an arrangement. `apart`: without boxes, so labels include the crate. */
  place({ positions, boxes }, edges, apart) {
    const cy = this.#cy;
    const drawn = new Set(edges.map((edge) => edge.id));
    cy.batch(() => {
      this.#crates.remove();
      if (cy.nodes().empty()) this.#fill(positions, drawn);
      cy.nodes(".model").forEach((node) => {
        const id = node.data("model");
        const place = positions.get(id);
        node.toggleClass("out", !place);
        if (!place) return;
        node.position(place);
        const size = this.size(id, apart);
        if (node.data("h") === size.h && node.data("w") === size.w) return;
        node.data({ ...size, label: this.labels[id] + (apart ? `\n${crateName(this.#graph.home[id], 28)}` : "") });
      });
      cy.edges().forEach((edge) => void edge.toggleClass("out", !drawn.has(edge.data("edge"))));
      this.#crates = cy.add(boxes.flatMap(({ crate, x, y, w, h }, i) => [
        { group: "nodes", classes: "box", data: { id: `b${i}`, w, h }, position: { x: x + w / 2, y: y + h / 2 } },
        { group: "nodes", classes: "crate", data: { id: `c${i}`, w: w - 20, h, top: y, label: crateName(crate, 60) }, position: { x: x + 10, y: y + 20 } },
      ]));
      this.#veil.remove();
      const shown = cy.nodes().not(".out");
      const all = around(shown);
      if (shown.nonempty()) this.#veil = cy.add({ group: "nodes", classes: "veil out", data: { id: "veil", w: all.w + 4000, h: all.h + 4000 }, position: { x: (all.x1 + all.x2) / 2, y: (all.y1 + all.y2) / 2 } });
    });
    this.#size = 0;
    this.#scale();
  }

  size(id, apart) {
    if (!apart) return { w: this.width(id), h: 28 };
    return { w: Math.max(this.width(id), breadth(crateName(this.#graph.home[id], 28)) + 22), h: 42 };
  }

  /** Keeps the names of crates and broken elements visible when zoomed out. */
  #scale() {
    const size = Math.max(16, 13 / this.#cy.zoom());
    if (Math.abs(size - this.#size) < this.#size * 0.04) return;
    this.#size = size;
    this.#cy.batch(() => {
      this.#crates.filter(".crate").forEach((label) => {
        const fitting = Math.min(size, Math.max(16, label.data("h") * 0.4));
        label.style({ "font-size": fitting, "text-background-padding": fitting / 5 });
        label.position("y", label.data("top") + Math.max(20, fitting * 0.9));
      });
      const far = this.#cy.zoom() < 0.6;
      const broken = this.#cy.edges(".broken");
      if (far) broken.style({ width: 1.5 / this.#cy.zoom(), "arrow-scale": 0.7, "line-dash-pattern": [7 / this.#cy.zoom(), 4 / this.#cy.zoom()] });
      else broken.removeStyle("width arrow-scale line-dash-pattern");
    });
  }

  /** Marks `id`, its neighbours and `also`; `fade` fades all others. `null` marks nothing. */
  mark(id, also, fade) {
    const cy = this.#cy;
    cy.batch(() => {
      this.#marked.removeClass("picked near");
      this.#veil.toggleClass("out", id === null || !fade);
      if (id === null) return void (this.#marked = cy.collection());
      const node = cy.$id(`m${id}`);
      const edges = node.connectedEdges();
      const others = edges.connectedNodes().union(cy.collection(also.map((other) => cy.$id(`m${other}`)))).difference(node);
      node.addClass("picked");
      others.union(edges).addClass("near");
      this.#marked = node.union(others).union(edges);
    });
  }

  /** Brings all drawn models into view, or `ids`; only the first of `ids` if all would be too small to read. */
  fit(ids = null) {
    const some = ids && this.#cy.collection(ids.map((id) => this.#cy.$id(`m${id}`))).not(".out");
    const eles = some?.length ? some : this.#cy.nodes().not(".out, .veil");
    if (!eles.length) return;
    let box = around(eles);
    // Leaves room for the count above and the legend below.
    const [w, h, padding] = [this.#cy.width(), this.#cy.height() - 6, some ? 48 : 40];
    let zoom = Math.max(0.02, Math.min((w - padding) / box.w, (h - 2 * padding) / box.h, 1.25));
    if (some?.length && zoom < 0.6) {
      zoom = 0.8;
      box = around(some.slice(0, 1));
    }
    this.#move({ zoom, pan: { x: w / 2 - (zoom * (box.x1 + box.x2)) / 2, y: h / 2 - (zoom * (box.y1 + box.y2)) / 2 } });
  }

  zoom(by) {
    const cy = this.#cy;
    const level = Math.min(cy.maxZoom(), Math.max(cy.minZoom(), cy.zoom() * by));
    const [x, y] = [cy.width() / 2, cy.height() / 2];
    const pan = cy.pan();
    const ratio = level / cy.zoom();
    this.#move({ zoom: level, pan: { x: x - (x - pan.x) * ratio, y: y - (y - pan.y) * ratio } });
  }

  pan(x, y) {
    this.#cy.panBy({ x, y });
  }

  /** Redraws in the current colours. */
  recolour() {
    this.#cy.style().clear().fromJson(looks()).update();
    this.#size = 0;
    this.#scale();
  }

  #move(view) {
    this.#cy.stop(true);
    // Large drawings jump, since drawing many frames is slow.
    if (this.#still.matches || this.#graph.models.length > 250) this.#cy.viewport(view);
    else this.#cy.animate(view, { duration: 180, easing: "ease-out" });
  }
}

/** The bounding box of nodes. The one of the library includes edges and labels, which takes half a second for 1,000 models. */
function around(nodes) {
  const box = { x1: Infinity, y1: Infinity, x2: -Infinity, y2: -Infinity };
  nodes.forEach((node) => {
    const { x, y } = node.position();
    const [w, h] = node.hasClass("crate") ? [0, 0] : [node.data("w") / 2, node.data("h") / 2];
    box.x1 = Math.min(box.x1, x - w);
    box.x2 = Math.max(box.x2, x + w);
    box.y1 = Math.min(box.y1, y - h);
    box.y2 = Math.max(box.y2, y + h);
  });
  return { ...box, w: box.x2 - box.x1, h: box.y2 - box.y1 };
}
