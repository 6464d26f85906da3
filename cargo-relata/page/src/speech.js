// What boxes, lines and pictures are in words.
import { cardinality } from "./ends.js";
import { count, crateName, kindNames, short } from "./text.js";
import { fullLabel } from "./tables.js";

/** The name of a box for screen readers. */
export function describe(graph, box) {
  if (box.kind !== "model") return `${box.name}, ${box.count}, ${box.kind === "frame" ? "open" : "closed"}`;
  const { relations, findings, standing, change } = graph.models[box.id];
  const parts = [fullLabel(graph, box.id), crateName(graph.home[box.id]), standing, change, count(relations.length, "relation"), findings.length && count(findings.length, "finding")];
  return parts.filter(Boolean).map((part) => short(part, 120)).join(", ");
}

/** `Invoice.customer belongs to Customer / invoices, many to one`; `brief`: what fits on the drawing. */
export function lineName(graph, line, brief = false) {
  if (line.label) return line.label;
  const edge = graph.edges[line.edges[0]];
  const [relation, inverse] = [short(edge.relation, 40), edge.inverse === null ? "" : ` / ${short(edge.inverse, 40)}`];
  if (line.edges.length > 1) return count(line.edges.length, "relation");
  const through = line.through === null ? "" : ` through ${short(line.through, 30)}`;
  if (brief) return `${edge.broken ? "× " : ""}${relation}${inverse}${through}`;
  return `${short(fullLabel(graph, edge.from), 40)}.${relation} ${kindNames[edge.kind] ?? short(edge.kind, 20)} ${short(fullLabel(graph, edge.to), 40)}${inverse}${through}, ${cardinality(graph.ends[edge.id])}${edge.broken ? " (broken)" : ""}`;
}

/** What a picture leaves out: drawn and left out are all relations. */
export function sceneWords({ tally }) {
  if (!tally) return "";
  const all = tally.drawn + tally.inside + tally.hubs + tally.thin;
  const parts = [`${count(tally.drawn, "relation")} drawn`, tally.inside && `${tally.inside.toLocaleString("en")} inside closed groups`, tally.hubs && `${tally.hubs.toLocaleString("en")} as marks`, tally.thin && `${tally.thin.toLocaleString("en")} between groups with few`].filter(Boolean);
  return `${parts.join(", ")}, of ${all.toLocaleString("en")}`;
}
