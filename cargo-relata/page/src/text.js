// In: text from the data, which may hold anything. Out: text that shows what it holds, and elements made of text alone.

const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]|(?! )\p{Zs}/gu;

const escape = (char) => `\\u{${char.codePointAt(0).toString(16)}}`;

/** `text` with everything that draws nothing, or turns the line around, as a visible escape. */
export function shown(text) {
  return String(text ?? "").replace(unseen, escape);
}

/** As `shown`, for text that may have several lines. */
export function lines(text) {
  return String(text ?? "").split("\n").map(shown).join("\n");
}

/** The first `length` characters, never half of one. */
export function short(text, length) {
  // Cut before escaping: the rest of 10,000 characters is not worth reading.
  const all = [...shown(String(text ?? "").slice(0, length * 2))];
  const whole = all.length <= length && String(text ?? "").length <= length * 2;
  return whole ? all.join("") : all.slice(0, length - 1).join("") + "…";
}

/** An element with attributes and children; a string becomes a text node, and nothing is ever parsed as HTML. */
export function el(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "on") for (const [event, run] of Object.entries(value)) made.addEventListener(event, run);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

/** About how wide `text` is in the drawing's type: from characters, not from a font, so that every machine draws alike. */
export function breadth(text) {
  let sum = 0;
  for (const char of text) sum += char > "\u2e80" ? 13 : "WMmw@%…".includes(char) ? 11.5 : /[A-Z]/.test(char) ? 8.6 : "iIlj.,:;|'!()[] ".includes(char) ? 4.4 : 7.3;
  return sum;
}

/** The report's own text, with what it puts between backticks as code. */
export function quoted(text) {
  return lines(text).split(/(`[^`\n]+`)/).filter(Boolean).map((part) => (/^`[^`]+`$/.test(part) ? el("code", {}, part.slice(1, -1)) : part));
}

const number = new Intl.NumberFormat("en");

/** `1 model`, `1,000 models`. */
export function count(n, one, many = `${one}s`) {
  return `${number.format(n)} ${n === 1 ? one : many}`;
}

export const kindNames = {
  __proto__: null,
  belongs_to: "belongs to", has_one: "has one", has_many: "has many", many_to_many: "many to many", refers_to: "refers to",
};

/** The crate's name as it is read; a crate may have none. */
export function crateName(name, length = 80) {
  return name === "" ? "(no crate)" : short(name, length);
}
