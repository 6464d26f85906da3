// The menu that saves or copies what is shown: SVG, PNG, and text for other tools.
import { boxElement } from "./boxes.js";
import { dbml, dot, mermaid, partOf } from "./formats.js";
import { svg } from "./svg.js";

const ofShapes = ["fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linejoin", "stroke-linecap", "opacity"];
const ofTexts = ["fill", "font-family", "font-size", "font-weight", "font-style", "text-decoration-line", "opacity"];
/** What an attribute is without being written. */
const usual = { "stroke-dasharray": "none", opacity: "1", "font-style": "normal", "font-weight": "400", "text-decoration-line": "none", "stroke-linejoin": "miter", "stroke-linecap": "butt", stroke: "none" };
/** The most pixels of a picture that browsers draw. */
const mostPixels = 60e6;

/** The whole scene as an element of its own: every row, and no style sheet. */
function picture(drawing, describe) {
  const { scene } = drawing;
  const all = [...scene.frames, ...scene.boxes];
  const points = [...all.flatMap(({ x, y, w, h }) => [[x, y], [x + w, y + h]]), ...scene.lines.flatMap(({ route }) => route.map(({ x, y }) => [x, y])), ...scene.captions.map(({ x, y }) => [x, y - 14])];
  const [left, top] = [0, 1].map((i) => Math.min(...points.map((point) => point[i])) - 24);
  const [w, h] = [0, 1].map((i) => Math.max(...points.map((point) => point[i])) + 24 - [left, top][i]);
  const boxes = (list) => list.map((box) => boxElement(box, null, describe));
  const lines = scene.lines.map((line) => drawing.lineElement(line));
  const captions = scene.captions.map(({ x, y, text }) => svg("text", { class: "caption", x, y, "font-size": 12 }, text));
  const made = svg("svg", { xmlns: "http://www.w3.org/2000/svg", class: "drawing", width: Math.round(w), height: Math.round(h), viewBox: [left, top, w, h].map(Math.round).join(" ") },
    svg("rect", { class: "paper", x: left, y: top, width: w, height: h }), svg("g", {}, boxes(scene.frames)), svg("g", {}, lines), svg("g", {}, boxes(scene.boxes)), svg("g", {}, captions));
  // The styles are known only while it is part of the page.
  const stage = document.createElement("div");
  stage.className = "unseen";
  stage.append(made);
  document.body.append(stage);
  for (const element of made.querySelectorAll("*")) {
    if (element.classList.contains("hit") || element.tagName === "g") continue;
    const style = getComputedStyle(element);
    for (const name of ["text", "tspan"].includes(element.tagName) ? ofTexts : ofShapes) {
      const value = style.getPropertyValue(name);
      // A part of a text would have the weight of the whole.
      if (value !== usual[name] || element.tagName === "tspan") element.setAttribute(name === "text-decoration-line" ? "text-decoration" : name, value);
    }
  }
  for (const hit of made.querySelectorAll(".hit")) hit.remove();
  for (const element of [made, ...made.querySelectorAll("*")]) for (const name of ["class", "role", "tabindex", "aria-label", "aria-roledescription", "aria-hidden", "data-key", "data-model", "data-row", "data-to"]) element.removeAttribute(name);
  stage.remove();
  return { text: new XMLSerializer().serializeToString(made), w, h };
}

function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

async function png({ text, w, h }) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const scale = Math.min(2, Math.sqrt(mostPixels / (w * h)));
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [Math.round(w * scale), Math.round(h * scale)];
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}

/** `current()` is what is shown: { scene, parts }. */
export function exportsMenu(graph, drawing, current, say) {
  const by = (id) => document.getElementById(id);
  const file = (graph.data.title.match(/[\p{L}\p{N}_-]+/gu) ?? ["graph"]).join("-").slice(0, 60);
  const describe = () => "";
  const done = (words) => {
    by("export").open = false;
    say(words);
  };
  by("save-svg").addEventListener("click", () => {
    save(new Blob([picture(drawing, describe).text], { type: "image/svg+xml" }), `${file}.svg`);
    done("Saved as SVG.");
  });
  by("save-png").addEventListener("click", async () => {
    save(await png(picture(drawing, describe)), `${file}.png`);
    done("Saved as PNG.");
  });
  for (const [id, write, name] of [["copy-mermaid", mermaid, "Mermaid"], ["copy-dbml", dbml, "DBML"], ["copy-dot", dot, "DOT"]]) {
    by(id).addEventListener("click", async () => {
      const text = write(graph, partOf(graph, current()));
      by("copied").hidden = false;
      by("copied-text").value = text;
      try {
        await navigator.clipboard.writeText(text);
        say(`Copied as ${name}.`);
        by("copied-words").textContent = `Copied as ${name}:`;
      } catch {
        by("copied-words").textContent = `${name}, select and copy:`;
        by("copied-text").select();
      }
    });
  }
  document.addEventListener("pointerdown", (event) => by("export").contains(event.target) || (by("export").open = false));
}
