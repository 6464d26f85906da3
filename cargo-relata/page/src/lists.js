// The list of all models by crate, and the list of findings with errors first.
import { count, crateName, el, kindNames, quoted, short, shown } from "./text.js";
import { link, targets } from "./panel.js";

/** Fills `parent` with one group per crate. Groups are filled when they are opened. */
export function modelList(graph, parent, go) {
  const groups = [...graph.crates].map(([crate, ids]) => {
    const body = el("ul", { class: "models" });
    const group = el("details", {}, el("summary", {}, el("span", { class: "grow" }, crateName(crate)), " ", el("span", { class: "muted" }, count(ids.length, "model"))), body);
    const fill = () => {
      if (!body.childElementCount) body.append(...ids.map((id) => item(graph, id, go)));
    };
    group.addEventListener("toggle", () => group.open && fill());
    // Short lists are open from the start, and all lists are open in print.
    if (graph.models.length <= 60) group.open = true;
    addEventListener("beforeprint", () => {
      fill();
      group.open = true;
    });
    return group;
  });
  parent.append(...groups);
}

function item(graph, id, go) {
  const model = graph.models[id];
  return el("li", { "data-model": id },
    el("p", {}, link(graph, id, go), model.standing !== "registered" && [" ", el("span", { class: model.standing === "missing" ? "tag bad" : "tag" }, shown(model.standing))],
      model.findings.length > 0 && [" ", el("span", { class: graph.level[id] === "error" ? "tag bad" : "tag warn" }, graph.level[id] === "error" ? "×" : "!", ` ${count(model.findings.length, "finding")}`)]),
    el("p", { class: "muted path" }, shown(model.path)),
    model.relations.length > 0 && el("ul", {}, model.relations.map((relation) => el("li", {},
      short(relation.name, 80), " ", el("span", { class: "muted" }, kindNames[relation.kind] ?? shown(relation.kind)), " ", targets(graph, relation, go),
      relation.inverse !== null && el("span", { class: "muted" }, ` / ${short(relation.inverse, 80)}`)))));
}

/** Fills `parent`; `goAll(ids)` selects the models of a finding. */
export function findingList(graph, parent, go, goAll) {
  if (!graph.findings.length) {
    parent.append(el("p", { class: "muted" }, "No findings."));
    return;
  }
  parent.append(el("ul", { class: "plain" }, graph.order.map((index) => {
    const { level, headline, rule } = graph.findings[index];
    const ids = graph.subjects[index];
    const text = [el("span", { class: `tag ${level === "error" ? "bad" : "warn"}` }, level === "error" ? "× error" : "! warning"), " ", quoted(short(headline, 400))];
    return el("li", { class: "finding" },
      ids.length ? el("button", { type: "button", class: "headline", on: { click: () => goAll(ids) } }, text) : el("p", { class: "headline" }, text),
      el("p", { class: "muted" }, el("code", {}, shown(rule)), ids.map((id, i) => [i ? ", " : ": ", link(graph, id, go)])));
  })));
}
