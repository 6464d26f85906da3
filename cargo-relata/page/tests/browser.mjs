// Opens a page in Chromium and records requests, errors and scripts that ran.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import puppeteer from "puppeteer-core";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export async function browser() {
  const path = process.env.CHROMIUM ?? "/usr/bin/chromium";
  if (!existsSync(path)) throw new Error(`no Chromium at ${path}: set CHROMIUM`);
  return puppeteer.launch({ executablePath: path, headless: true, args: ["--no-sandbox", "--headless=new", "--disable-gpu", "--lang=en"] });
}

/** Opens `html` from a file of its own. `faults` gathers whatever must not happen. */
export async function open(chromium, html, { hash = "", size = [1280, 800], dark = false, still = true, wait = true } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "relata-page-"));
  const file = join(folder, "graph.html");
  writeFileSync(file, html);
  // A context of its own: what one test stored is not there in the next.
  const context = await chromium.createBrowserContext();
  const page = await context.newPage();
  const address = pathToFileURL(file).href;
  const faults = [];
  page.on("console", (message) => ["error", "warn", "warning"].includes(message.type()) && faults.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  await page.setRequestInterception(true);
  page.on("request", (request) => {
    // The picture that becomes a PNG is in its own address: nothing leaves the page.
    if (request.url().split("#")[0] === address || request.url().startsWith("data:image/svg+xml")) return request.continue();
    faults.push(`request: ${request.url()}`);
    return request.abort();
  });
  await page.setViewport({ width: size[0], height: size[1] });
  await page.emulateMediaFeatures([
    { name: "prefers-color-scheme", value: dark ? "dark" : "light" },
    { name: "prefers-reduced-motion", value: still ? "reduce" : "no-preference" },
  ]);
  await page.goto(address + hash);
  if (wait) await drawn(page);
  return {
    page, faults, address,
    async close() {
      await context.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Waits until the drawing shows what was asked for last. */
export async function drawn(page) {
  // A click may be answered before the page has seen it.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
  await page.waitForFunction(() => document.documentElement.dataset.drawn !== undefined, { timeout: 60000 });
}

/** The violations that axe finds, one line each. */
export async function axe(page) {
  await page.evaluate(axeSource);
  const { violations, passes } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations", "passes"] }));
  if (!passes.length) return ["axe checked nothing"];
  return violations.flatMap((violation) => violation.nodes.map((node) => `${violation.id}: ${violation.help}: ${node.target.join(" ")} ${node.failureSummary}`));
}
