// The search field and its list of matching models. Enter and clicks call `choose(id)`.
import { count, crateName, el, short, shown } from "./text.js";

const most = 50;

/** Models whose path or table contains every word of `query`, best matches first. */
export function find(entries, query) {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  const whole = words.join(" ");
  const rank = (entry) => (entry.name === whole ? 0 : entry.name.startsWith(whole) ? 1 : entry.name.includes(whole) ? 2 : 3);
  return entries
    .filter((entry) => words.every((word) => entry.all.includes(word)))
    .map((entry) => ({ entry, rank: rank(entry) }))
    .sort((a, b) => a.rank - b.rank || a.entry.name.length - b.entry.name.length || (a.entry.all < b.entry.all ? -1 : 1))
    .map(({ entry }) => entry.id);
}

export function entries(graph) {
  return graph.models.map(({ id, name, path, table }) => ({
    id, name: shown(name).toLowerCase(), all: `${shown(path)} ${shown(name)} ${shown(table)}`.toLowerCase() }));
}

export function search(graph, input, list, status, choose) {
  const all = entries(graph);
  let active = -1;
  let ids = [];

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
  const take = (id) => {
    close();
    input.value = "";
    choose(id);
  };
  const update = () => {
    const found = find(all, input.value);
    ids = found.slice(0, most);
    active = -1;
    input.removeAttribute("aria-activedescendant");
    list.replaceChildren(...ids.map((id, i) => {
      const model = graph.models[id];
      return el("li", { role: "option", id: `found-${i}`, "aria-selected": "false", on: { mousedown: (event) => event.preventDefault(), click: () => take(id) } },
        el("span", { class: "name" }, short(model.name, 60), model.standing === "registered" ? null : el("span", { class: "tag" }, model.standing)),
        el("span", { class: "muted path" }, model.standing === "missing" ? `referenced by ${crateName(graph.home[id])}` : short(model.path, 90)));
    }));
    const typed = input.value.trim() !== "";
    const words = !typed ? "" : !found.length ? "No model matches" : found.length > most ? `${count(found.length, "model")} match; the first ${most} are listed` : `${count(found.length, "model")} ${found.length === 1 ? "matches" : "match"}`;
    status.textContent = words;
    status.hidden = !typed;
    list.hidden = !ids.length;
    input.setAttribute("aria-expanded", String(ids.length > 0));
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
    } else if (event.key === "Enter" && ids.length && !list.hidden) {
      take(ids[Math.max(active, 0)]);
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
