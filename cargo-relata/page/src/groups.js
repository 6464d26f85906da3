// Divides models into groups that are small enough to be drawn: programs, crates, modules, and at last names with one beginning.
import { crateName, short } from "./text.js";

/** The most models of a group that is not divided further. */
export const most = 80;

/** The group of all `ids`. A group is { key, name, kind, ids, groups }, and `groups` is null if its models are drawn. */
export function tree(graph, ids) {
  const all = { key: "", name: "", kind: "all", ids: [...ids], groups: null };
  if (graph.programs.length > 1) {
    const names = (id) => graph.programsOf[id].map((i) => graph.programs[i]).join(" + ") || "(no program)";
    // The crates of a small program are not worth a border.
    all.groups = split(all, names, "program").map((program) => (program.ids.length > most ? crates(graph, program) : program));
    return all;
  }
  return only(crates(graph, all));
}

function crates(graph, group) {
  const groups = split(group, (id) => graph.home[id], "crate").map((crate) => {
    divide(graph, crate, 1);
    return crate;
  });
  return { ...group, groups };
}

/** A part that has nearly all models is no part: its own parts come in its place. */
function only(group) {
  const large = group.groups?.find(({ ids, groups }) => groups && ids.length >= group.ids.length * 0.8);
  if (large) return only({ ...group, groups: group.groups.flatMap((part) => (part === large ? part.groups : [part])) });
  return group.groups?.length === 1 && !group.groups[0].groups ? { ...group, groups: null } : group;
}

function split(group, name, kind) {
  const parts = new Map();
  for (const id of group.ids) {
    const part = name(id);
    parts.set(part, [...(parts.get(part) ?? []), id]);
  }
  return [...parts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([part, ids]) => ({ key: group.key ? `${group.key}/${part}` : part, name: part, kind, ids, groups: null }));
}

/** Divides by the next part of the path, or by the first word of the names. */
function divide(graph, group, depth) {
  if (group.ids.length <= most) return;
  const path = (id) => graph.models[id].path.split("::");
  let level = depth;
  while (level < 8 && new Set(group.ids.map((id) => (path(id).length > level + 1 ? path(id)[level] : ""))).size === 1 && path(group.ids[0]).length > level + 1) level += 1;
  const modules = gathered(group, (id) => (path(id).length > level + 1 ? path(id)[level] : ""), "module");
  if (modules.length > 1) {
    for (const module of modules) divide(graph, module, module.other ? 8 : level + 1);
    group.groups = only({ ...group, groups: modules }).groups;
    return;
  }
  const words = gathered(group, (id) => firstWord(graph.models[id].name), "names", "…");
  group.groups = words.flatMap((word) => (word.ids.length > most ? pages(graph, word) : [word]));
  if (group.groups.length < 2) group.groups = group.groups.length && group.ids.length > most ? pages(graph, group) : null;
}

/** `Workflow` of `WorkflowStep`. */
export const firstWord = (name) => /^_*(?:\p{Lu}+(?!\p{Ll})|\p{Lu}?[\p{Ll}\d]+)/u.exec(name)?.[0].replace(/^_+/, "") ?? "";

/** Groups of at least four models; the others together. */
function gathered(group, name, kind, end = "") {
  const parts = split(group, name, kind);
  const large = parts.filter((part) => part.ids.length >= 4 && part.name !== "").map((part) => ({ ...part, name: part.name + end }));
  const rest = parts.filter((part) => part.ids.length < 4 || part.name === "").flatMap(({ ids }) => ids).sort((a, b) => a - b);
  return rest.length ? [...large, { key: `${group.key}/…`, name: "others", kind, ids: rest, groups: null, other: true }] : large;
}

/** By alphabet, when nothing else divides them. */
function pages(graph, group) {
  const sorted = [...group.ids].sort((a, b) => (graph.models[a].name < graph.models[b].name ? -1 : 1));
  const count = Math.ceil(sorted.length / 48);
  const size = Math.ceil(sorted.length / count);
  return Array.from({ length: count }, (_, i) => {
    const ids = sorted.slice(i * size, (i + 1) * size);
    const name = (id) => short(graph.models[id].name, 14);
    return { key: `${group.key}/${i + 1}`, name: `${name(ids[0])} – ${name(ids[ids.length - 1])}`, kind: "names", ids, groups: null };
  });
}

/** The group with this key, or null. */
export function findGroup(group, key) {
  if (group.key === key && group.kind !== "all") return group;
  for (const child of group.groups ?? []) {
    const found = findGroup(child, key);
    if (found) return found;
  }
  return null;
}

/** The keys of the groups that a model is in, outermost first. */
export function pathTo(group, id) {
  const child = (group.groups ?? []).find(({ ids }) => ids.includes(id));
  return child ? [child.key, ...pathTo(child, id)] : [];
}

export const groupName = (group) => (group.kind === "crate" ? crateName(group.name, 40) : short(group.name, 40));
