// Measures times in milliseconds: `node tests/speed.mjs [FILE.html]`. The default is the sample of 1,000 models.
import { readFileSync } from "node:fs";
import { browser, open } from "./browser.mjs";
import { large, page as fill } from "./samples.mjs";

const html = process.argv[2] ? readFileSync(process.argv[2], "utf8") : fill(large());
const chromium = await browser();
const middle = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
const loads = [];
let opened;
for (let i = 0; i < 3; i++) {
  await opened?.close();
  opened = await open(chromium, html);
  loads.push(await opened.page.evaluate(() => performance.getEntriesByName("drawn")[0].startTime));
}
console.log(`load to drawn: ${loads.map(Math.round).join(", ")}`);

/** The times between frames while `act` is at work. */
async function frames(act) {
  await opened.page.evaluate(() => {
    window.times = [];
    let last = performance.now();
    const frame = () => {
      const now = performance.now();
      window.times.push(now - last);
      last = now;
      window.frame = requestAnimationFrame(frame);
    };
    window.frame = requestAnimationFrame(frame);
  });
  await act(opened.page.mouse);
  return opened.page.evaluate(() => {
    cancelAnimationFrame(window.frame);
    return window.times.slice(1);
  });
}
async function drag(mouse) {
  await mouse.move(500, 300);
  await mouse.down();
  for (let i = 0; i < 60; i++) await mouse.move(500 + 3 * i, 300 + i);
  await mouse.up();
}
async function wheel(mouse) {
  await mouse.move(600, 400);
  for (let i = 0; i < 40; i++) await mouse.wheel({ deltaY: i < 20 ? -60 : 60 });
}
const report = (name, times) => console.log(`${name}: median ${middle(times).toFixed(1)}, 95th ${[...times].sort((a, b) => a - b)[Math.floor(times.length * 0.95)].toFixed(1)}, worst ${Math.max(...times).toFixed(1)} a frame, ${times.length} frames`);
report("drag, all in view", await frames(drag));
report("wheel", await frames(wheel));
await opened.page.click("#zoom-in", { count: 6 });
report("drag, zoomed in", await frames(drag));
report("nothing moves", await frames(() => new Promise((done) => setTimeout(done, 1000))));
const select = await opened.page.evaluate(async () => {
  const start = performance.now();
  document.querySelector("#finding-list button").click();
  await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
  return performance.now() - start;
});
console.log(`select: ${select.toFixed(0)}`);
console.log(opened.faults.join("\n"));
await opened.close();
await chromium.close();
