// In: the graph, an arrangement, what is selected. Out: the drawing in its element; taps and hovers go to `on`.
import cytoscape from "cytoscape";
import { looks } from "./looks.js";
import { crateName, kindNames, short } from "./text.js";

const marks = { error: "× ", warning: "! " };
const toOne = new Set(["belongs_to", "has_one", "refers_to"]);

export class Drawing {
  #cy;
  #graph;
  #still = matchMedia("(prefers-reduced-motion: reduce)");
  #size = 0;
  #crates;

  constructor(element, graph, on) {
    this.#graph = graph;
    const labels = graph.models.map((model) => (model.standing === "missing" ? "? " : marks[graph.level[model.id]] ?? "") + short(model.name, 24));
    this.labels = labels;
    this.#cy = cytoscape({
      container: element,
      style: looks(),
      // Nothing is dragged: a drag that starts on a model moves the view, as everywhere else.
      autoungrabify: true, autounselectify: true, boxSelectionEnabled: false, minZoom: 0.02, maxZoom: 4,
      // A big drawing is moved as a picture and drawn anew when it rests.
      textureOnViewport: graph.models.length > 250,
      layout: { name: "preset" },
      elements: [
        ...graph.models.map((model) => ({
          group: "nodes", classes: ["model", "out", model.standing, graph.level[model.id] ?? ""],
          data: { id: `m${model.id}`, model: model.id, label: labels[model.id], w: this.width(model.id), h: 28 } })),
        ...graph.edges.map((edge) => ({
          group: "edges", classes: ["out", edge.kind, edge.broken ? "broken" : "", graph.home[edge.from] === graph.home[edge.to] ? "" : "across"],
          data: {
            id: `e${edge.id}`, edge: edge.id, source: `m${edge.from}`, target: `m${edge.to}`, end: toOne.has(edge.kind) ? "triangle" : "vee",
            start: edge.kind === "many_to_many" ? "vee" : "none",
            label: (edge.broken ? "× " : "") + short(edge.relation, 24) + (edge.inverse === null ? "" : ` / ${short(edge.inverse, 24)}`) } })),
      ],
    });
    this.#crates = this.#cy.collection();
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

  /** From the number of characters, not from a font, so that every machine draws alike. */
  width(id) {
    return Math.max(56, [...this.labels[id]].length * 7.4 + 20);
  }

  get aspect() {
    return Math.min(3, Math.max(0.4, this.#cy.width() / Math.max(1, this.#cy.height())));
  }

  /** Shows the models and edges of an arrangement, and nothing else. `apart`: there are no boxes, so models say their crate. */
  place({ positions, boxes }, edges, apart) {
    const cy = this.#cy;
    const drawn = new Set(edges.map((edge) => edge.id));
    cy.batch(() => {
      this.#crates.remove();
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
    });
    this.#size = 0;
    this.#scale();
  }

  size(id, apart) {
    if (!apart) return { w: this.width(id), h: 28 };
    return { w: Math.max(this.width(id), [...crateName(this.#graph.home[id], 28)].length * 7.4 + 20), h: 42 };
  }

  /** Keeps the names of crates, and what is broken, to be seen from far away. */
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
      if (far) broken.style({ width: 1.5 / this.#cy.zoom(), "arrow-scale": Math.min(4, 0.6 / this.#cy.zoom()), "line-dash-pattern": [7 / this.#cy.zoom(), 4 / this.#cy.zoom()] });
      else broken.removeStyle("width arrow-scale line-dash-pattern");
    });
  }

  /** Marks `id` and what it is related to, and `also`; fades the rest. `null` marks nothing. */
  mark(id, also = []) {
    const cy = this.#cy;
    cy.batch(() => {
      const all = cy.elements().not(".box, .crate");
      all.removeClass("picked near faded");
      if (id === null) return;
      const node = cy.$id(`m${id}`);
      const edges = node.connectedEdges();
      const others = edges.connectedNodes().union(cy.collection(also.map((other) => cy.$id(`m${other}`)))).difference(node);
      all.difference(node.union(edges).union(others)).addClass("faded");
      node.addClass("picked");
      others.union(edges).addClass("near");
    });
  }

  /** Brings models into view: all that are drawn, or `ids`. */
  fit(ids = null) {
    const some = ids && this.#cy.collection(ids.map((id) => this.#cy.$id(`m${id}`))).not(".out");
    const eles = some?.length ? some : this.#cy.elements().not(".out");
    if (!eles.length) return;
    const box = eles.boundingBox({ includeLabels: false });
    const [w, h, padding] = [this.#cy.width(), this.#cy.height(), 24];
    const zoom = Math.max(0.02, Math.min((w - 2 * padding) / box.w, (h - 2 * padding) / box.h, 1.25));
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

  /** Redraws in the colours in force. */
  recolour() {
    this.#cy.style().clear().fromJson(looks()).update();
    this.#size = 0;
    this.#scale();
  }

  #move(view) {
    this.#cy.stop(true);
    // A big drawing jumps: many frames of it would be slower than they are helpful.
    if (this.#still.matches || this.#graph.models.length > 250) this.#cy.viewport(view);
    else this.#cy.animate(view, { duration: 180, easing: "ease-out" });
  }
}
