// Takes a screenshot: `node tests/open.mjs FILE.html OUT.png [--dark] [--size WxH] [--hash HASH] [--run SCRIPT]`.
import { readFileSync } from "node:fs";
import { browser, drawn, open } from "./browser.mjs";

const [file, out, ...rest] = process.argv.slice(2);
const option = (name) => (rest.includes(name) ? rest[rest.indexOf(name) + 1] : undefined);
const chromium = await browser();
const size = (option("--size") ?? "1280x800").split("x").map(Number);
const opened = await open(chromium, readFileSync(file, "utf8"), { dark: rest.includes("--dark"), size, hash: option("--hash") ?? "", wait: false });
await drawn(opened.page).catch(() => console.error("nothing was drawn"));
if (option("--run")) {
  await opened.page.evaluate(option("--run"));
  await new Promise((done) => setTimeout(done, 1500));
}
await new Promise((done) => setTimeout(done, 300));
await opened.page.screenshot({ path: out });
for (const fault of opened.faults) console.error(fault);
await opened.close();
await chromium.close();
process.exitCode = opened.faults.length ? 1 : 0;
