// The elements of boxes: with rows where they can be read, with the name alone where they cannot.
import { fonts, header, indent, rowMiddle } from "./metrics.js";
import { fitted, measured, svg, wrapped } from "./svg.js";

const icons = {
  key: "M-6 0a2.7 2.7 0 1 0 5.4 0a2.7 2.7 0 1 0 -5.4 0M-.6 0H6M3.2 0v3M5.6 0v3",
  foreign: "M-5.5 0H4.5M1 -3.5L4.5 0L1 3.5",
  relation: "M-5.5 0H0M.5 0a2.4 2.4 0 1 0 4.8 0a2.4 2.4 0 1 0 -4.8 0",
  unique: "M-3.5 -4v4.2a3.5 3.5 0 0 0 7 0v-4.2",
  broken: "M-4 -4L4 4M-4 4L4 -4",
  added: "M-4.5 0H4.5M0 -4.5V4.5",
  removed: "M-4.5 0H4.5",
  changed: "M-5 1.5C-3 -3.5 -1 -1.5 0 0S3 3.5 5 -1.5",
};

/** Icons are relative paths of absolute pieces: each is shifted to its place. */
function shifted(path, dx, dy) {
  return path.replace(/([MLHVCSA])([^MLHVCSAmlhvcsaz]*)|([mlhvcsaz])([^MLHVCSAmlhvcsaz]*)/g, (whole, letter, numbers) => {
    if (!letter) return whole;
    const values = numbers.match(/-?\.?\d+(?:\.\d+)?/g)?.map(Number) ?? [];
    return letter + values.map((value, i) => Math.round((value + (letter === "H" ? dx : letter === "V" ? dy : i % 2 ? dy : dx)) * 10) / 10).join(" ");
  });
}

/** `far`: the size of names if rows cannot be read at this zoom, or `null`. */
export function boxElement(box, far, describe) {
  const { kind, key, x, y, w, h, hue } = box;
  const group = svg("g", {
    class: ["box", kind, `c${hue}`, far && "far", box.standing, box.level, box.change].filter(Boolean).join(" "), "data-key": key, "data-model": box.id, transform: `translate(${r(x)} ${r(y)})`,
    role: "group", tabindex: "-1", "aria-roledescription": kind === "model" ? "model" : "group of models", "aria-label": describe(box) });
  group.append(svg("rect", { class: "back", width: w, height: h, rx: box.standing === "external" || box.standing === "missing" ? 0 : 5 }));
  if (box.standing === "external") group.append(svg("rect", { class: "inner", x: 3, y: 3, width: w - 6, height: h - 6 }));
  if (kind === "frame") return frameContent(group, box, far);
  const top = Math.min(h, header);
  if (!far) group.append(svg("path", { class: "head", d: headPath(w - 1.5, top - 0.75, h <= header) }));
  if (far) farContent(group, box, far);
  else if (kind === "group") groupContent(group, box);
  else tableContent(group, box);
  return group;
}

const r = (value) => Math.round(value * 10) / 10;

function headPath(w, h, whole) {
  return whole ? `M5 .75H${w - 3.5}a4.25 4.25 0 0 1 4.25 4.25V${h - 4.25}a4.25 4.25 0 0 1 -4.25 4.25H5a4.25 4.25 0 0 1 -4.25 -4.25V5a4.25 4.25 0 0 1 4.25 -4.25Z`
    : `M.75 ${h}V5a4.25 4.25 0 0 1 4.25 -4.25H${w - 3.5}a4.25 4.25 0 0 1 4.25 4.25V${h}Z`;
}

/** The name, as large as it is readable, in the middle. */
function farContent(group, box, size) {
  const lineHeight = size * 1.12;
  // One line may be as tall as the box.
  const room = Math.floor((box.h - 2) / lineHeight) || Number(size <= box.h - 2);
  if (room < 1) return;
  const detail = box.kind === "group" && room > 1 ? [box.count.split(",")[0]] : [];
  const lines = wrapped(box.name, box.w - 8, room - detail.length, size, true);
  if (!lines) return;
  const small = detail.map((text) => fitted(text, box.w - 8, size));
  const top = (box.h - (lines.length + small.length) * lineHeight) / 2 + size * 0.92;
  lines.forEach((text, i) => group.append(svg("text", { class: "name", x: box.w / 2, y: r(top + i * lineHeight), "font-size": r(size), "text-anchor": "middle" }, text)));
  small.forEach((text, i) => text && group.append(svg("text", { class: "aside", x: box.w / 2, y: r(top + (lines.length + i) * lineHeight), "font-size": r(size), "text-anchor": "middle" }, text)));
}

function title(group, box, room) {
  const name = box.name;
  const size = fonts.title;
  const asideWidth = box.aside ? measured(box.aside, fonts.row) : 0;
  const fits = measured(name, size, true) + asideWidth + 12 <= room;
  const aside = box.aside && (fits ? box.aside : fitted(box.aside, Math.max(0, room * 0.35), fonts.row));
  const left = room - (aside ? measured(aside, fonts.row) + 12 : 0);
  const shown = fitted(name, left, size, true);
  const rest = box.rest && measured(name, size, true) + measured(box.rest, size) <= left ? box.rest : "";
  group.append(svg("text", { class: "name", x: 8, y: 18.5, "font-size": size }, shown, rest && svg("tspan", { class: "rest" }, rest)));
  if (aside) group.append(svg("text", { class: "aside", x: box.w - 8, y: 18.5, "font-size": fonts.row, "text-anchor": "end" }, aside));
}

function tableContent(group, box) {
  title(group, box, box.w - 16);
  const paths = new Map();
  const left = indent[box.rows.some(({ icons: list }) => list.length > 1) ? 1 : 0];
  box.rows.forEach((row, i) => {
    const y = rowMiddle(i);
    const list = row.change ? [row.change, ...row.icons].slice(0, 2) : row.icons;
    list.forEach((icon, k) => paths.set(icon, (paths.get(icon) ?? "") + shifted(icons[icon], 14 + k * 16, y)));
    const room = box.w - left - 8;
    const right = row.right ? fitted(row.right, Math.max(room * 0.45, room - 14 - measured(row.name, fonts.row)), fonts.row) : "";
    const name = fitted(row.name, room - (right ? measured(right, fonts.row) + 10 : 0), fonts.row);
    const kinds = [row.relation !== undefined && "unkeyed", row.broken && "bad", row.change].filter(Boolean).join(" ");
    group.append(svg("text", { class: `cell ${kinds}`, x: left, y: y + 4.2, "font-size": fonts.row, "data-row": row.index }, name));
    if (right) group.append(svg("text", { class: row.to === undefined ? "type" : "type mark", x: box.w - 8, y: y + 4.2, "font-size": fonts.row, "text-anchor": "end", "data-to": row.to }, right));
  });
  for (const [icon, d] of paths) group.append(svg("path", { class: `icon ${icon}`, d }));
}

function groupContent(group, box) {
  title(group, box, box.w - 16);
  const lines = [[box.count, "cell"], [box.names, "type"]].filter(([text]) => text);
  lines.forEach(([text, kind], i) => group.append(svg("text", { class: kind, x: 8, y: rowMiddle(i) + 4.2, "font-size": fonts.row }, fitted(text, box.w - 16, fonts.row))));
}

function frameContent(group, box, far) {
  const size = far ?? fonts.title;
  if (size * 1.15 <= box.top) {
    const text = fitted(`− ${box.name}`, box.w - 20, size, true);
    if (text) group.append(svg("text", { class: "name", x: 10, y: r(box.top / 2 + size * 0.36), "font-size": r(size) }, text));
    const used = measured(text, size, true) + 34;
    const note = fitted(box.count, box.w - used - 10, far ?? fonts.row);
    if (note) group.append(svg("text", { class: "aside", x: used, y: r(box.top / 2 + size * 0.36), "font-size": r(far ?? fonts.row) }, note));
  }
  return group;
}

