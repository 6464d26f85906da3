// The search field: models, tables, columns and relations. Enter and clicks call `choose({ id, row })`.
import { fullLabel } from "./tables.js";
import { count, crateName, el, short, shown } from "./text.js";

const most = 50;

/** Entries that contain every word of `query`, best matches first: models before columns and relations. */
export function find(entries, query) {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  const whole = words.join(" ");
  const rank = (entry) => (entry.kind === "model" ? 0 : 4) + (entry.name === whole ? 0 : entry.name.startsWith(whole) ? 1 : entry.name.includes(whole) ? 2 : 3);
  return entries
    .filter((entry) => words.every((word) => entry.all.includes(word)) && (entry.kind === "model" || words.some((word) => entry.name.includes(word))))
    .map((entry) => ({ entry, rank: rank(entry) }))
    .sort((a, b) => a.rank - b.rank || a.entry.name.length - b.entry.name.length || (a.entry.all < b.entry.all ? -1 : a.entry.all > b.entry.all ? 1 : 0))
    .map(({ entry }) => entry);
}

export function entries(graph) {
  const models = graph.models.map(({ id, name, path, table }) => ({
    kind: "model", id, name: shown(name).toLowerCase(), all: `${shown(path)} ${shown(name)} ${shown(table)}`.toLowerCase() }));
  const parts = graph.models.flatMap((model) => {
    const home = shown(model.path).toLowerCase();
    const part = (kind, text, more = "") => ({ kind, id: model.id, text, name: shown(text).toLowerCase(), all: `${home} ${shown(text)} ${more}`.toLowerCase() });
    return [...(model.fields ?? []).map((field) => part("column", field.name, field.column ?? "")), ...model.relations.map((relation) => part("relation", relation.name))];
  });
  return [...models, ...parts];
}

export function search(graph, input, list, status, choose) {
  let all = null;
  let active = -1;
  let hits = [];

  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    active = -1;
  };
  const activate = (index) => {
    const options = list.querySelectorAll("[role=option]");
    if (!options.length) return;
    active = (index + options.length) % options.length;
    options.forEach((option, i) => option.setAttribute("aria-selected", String(i === active)));
    input.setAttribute("aria-activedescendant", options[active].id);
    options[active].scrollIntoView({ block: "nearest" });
  };
  const take = (hit) => {
    close();
    input.value = "";
    choose(hit);
  };
  const words = (found) => {
    const models = found.filter(({ kind }) => kind === "model").length;
    const rest = found.length - models;
    if (!found.length) return "Nothing matches";
    const parts = [models && count(models, "model"), rest && count(rest, "column or relation", "columns and relations")].filter(Boolean).join(", ");
    return `${parts} ${found.length === 1 ? "matches" : "match"}${found.length > most ? `; the first ${most} are listed` : ""}`;
  };
  const update = () => {
    all ??= entries(graph);
    const found = find(all, input.value);
    hits = found.slice(0, most);
    active = -1;
    input.removeAttribute("aria-activedescendant");
    list.replaceChildren(...hits.map((hit, i) => {
      const model = graph.models[hit.id];
      const kind = hit.kind === "model" ? (model.standing === "registered" ? null : model.standing) : hit.kind;
      return el("li", { role: "option", id: `found-${i}`, "aria-selected": "false", on: { mousedown: (event) => event.preventDefault(), click: () => take(hit) } },
        el("span", { class: "name" }, hit.kind === "model" ? short(fullLabel(graph, hit.id), 60) : short(hit.text, 60), kind && el("span", { class: "tag" }, kind)),
        el("span", { class: "muted path" }, model.standing === "missing" ? `referenced by ${crateName(graph.home[hit.id])}` : short(model.path, 90)));
    }));
    const typed = input.value.trim() !== "";
    status.textContent = typed ? words(found) : "";
    status.hidden = !typed;
    list.hidden = !hits.length;
    input.setAttribute("aria-expanded", String(hits.length > 0));
  };
  input.addEventListener("input", update);
  input.addEventListener("focus", update);
  input.addEventListener("blur", () => {
    close();
    status.hidden = true;
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (list.hidden) update();
      activate(event.key === "ArrowDown" ? active + 1 : Math.max(active, 0) - 1);
    } else if (event.key === "Enter" && hits.length && !list.hidden) {
      take(hits[Math.max(active, 0)]);
    } else if (event.key === "Escape") {
      if (input.value === "") input.blur();
      input.value = "";
      update();
      event.stopPropagation();
    } else {
      return;
    }
    event.preventDefault();
  });
}
