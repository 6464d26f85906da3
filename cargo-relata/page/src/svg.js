// Elements of SVG, and text that fits.
const namespace = "http://www.w3.org/2000/svg";

export function svg(tag, attributes = {}, ...children) {
  const made = document.createElementNS(namespace, tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== null && value !== undefined && value !== false) made.setAttribute(name, value);
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false && child !== ""));
  return made;
}

export const family = "system-ui, -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";

let context = null;
const widths = new Map();

/** The real width of a text, which depends on the fonts of the machine. */
export function measured(text, size, bold = false) {
  const key = `${bold ? "b" : ""}${text}`;
  let width = widths.get(key);
  if (width === undefined) {
    context ??= document.createElement("canvas").getContext("2d");
    context.font = `${bold ? "600 " : ""}100px ${family}`;
    width = context.measureText(text).width;
    if (widths.size > 20000) widths.clear();
    widths.set(key, width);
  }
  return (width * size) / 100;
}

/** The text, or as much of its beginning as fits into `width`. */
export function fitted(text, width, size, bold = false) {
  if (measured(text, size, bold) <= width) return text;
  const chars = [...text];
  let [low, high] = [0, chars.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (measured(`${chars.slice(0, middle).join("")}…`, size, bold) <= width) low = middle;
    else high = middle - 1;
  }
  return low ? `${chars.slice(0, low).join("")}…` : "";
}

/** The text in at most `lines` lines, broken where words of an identifier begin; `null` if nothing of it fits. */
export function wrapped(text, width, lines, size, bold = false) {
  const parts = text.match(/[^\s_:.]*[\s_:.]+|[^\s_:.]+/g)?.flatMap((part) => part.split(/(?<=[\p{Ll}\d])(?=\p{Lu})/u)) ?? [];
  const out = [];
  let line = "";
  for (let i = 0; i < parts.length; i++) {
    if (!line || measured(line + parts[i].trimEnd(), size, bold) <= width) {
      line += parts[i];
      continue;
    }
    if (out.length === lines - 1) {
      line += parts.slice(i).join("");
      break;
    }
    out.push(line);
    line = parts[i];
  }
  if (lines < 1) return null;
  out.push(line);
  const cut = out.map((one) => fitted(one.trim(), width, size, bold));
  return cut.some((one, i) => one === "" && out[i].trim() !== "") ? null : cut;
}
