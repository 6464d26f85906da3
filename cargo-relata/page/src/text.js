// Makes text from the data printable, and creates elements from text only. The data may contain any characters.

const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]|(?! )\p{Zs}/gu;

const escape = (char) => `\\u{${char.codePointAt(0).toString(16)}}`;

/** Escapes characters that are invisible or change the direction of the text. */
export function shown(text) {
  return String(text ?? "").replace(unseen, escape);
}

/** Like `shown`, but keeps line breaks. */
export function lines(text) {
  return String(text ?? "").split("\n").map(shown).join("\n");
}

/** The first `length` characters, without splitting one. */
export function short(text, length) {
  // Cut before escaping, since names can be very long.
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

/** The approximate width of `text`. It does not depend on fonts, so that all machines draw the same. */
export function breadth(text) {
  let sum = 0;
  for (const char of text) sum += char > "\u2e80" ? 13 : "WMmw@%…".includes(char) ? 11.5 : /[A-Z]/.test(char) ? 8.6 : "iIlj.,:;|'!()[] ".includes(char) ? 4.4 : 7.3;
  return sum;
}

/** Text of a finding, with the parts in backticks as code. */
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

/** The label of a crate, whose name can be empty. */
export function crateName(name, length = 80) {
  return name === "" ? "(no crate)" : short(name, length);
}
