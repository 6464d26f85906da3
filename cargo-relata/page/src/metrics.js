// The sizes of what is drawn, in pixels at zoom 1. `cargo relata graph --format svg` uses the same numbers.
import { breadth } from "./text.js";

/** Height of the header of a box, and of a row. */
export const header = 28;
export const row = 20;
/** Space below the last row. */
export const foot = 4;
/** Where the name of a row begins, after one icon and after two. */
export const indent = [26, 42];
export const widest = 340;
export const narrowest = 110;
/** Straight end of a line, on which its mark is drawn. */
export const stub = 20;
/** The smallest text that is drawn, in pixels of the screen. */
export const smallest = 11;
export const fonts = { row: 12, title: 13 };

/** Width of a box with this title and these rows: [icons, name, type]. */
export function boxWidth(title, rows) {
  const parts = rows.map(([icons, name, type]) => indent[icons > 1 ? 1 : 0] + breadth(name) + (type ? 18 + breadth(type) : 0) + 8);
  return Math.ceil(Math.min(widest, Math.max(narrowest, 16 + breadth(title) * 1.14, ...parts)) / 2) * 2;
}

export const boxHeight = (rows) => header + (rows ? rows * row + foot : 0);

/** The middle of a row, from the top of its box; of the header for -1. */
export const rowMiddle = (index) => (index < 0 ? header / 2 : header + index * row + row / 2);
