// Draws a file with Mermaid in a browser, with the defaults of Mermaid: `node render.mjs FILE` prints the SVG, and
// `node render.mjs --facts FILE` the visible parts as JSON. It fails with the error of Mermaid. The browser is `$CHROMIUM`
// or /usr/bin/chromium.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import puppeteer from 'puppeteer-core';

const file = process.argv.at(-1);
const isFacts = process.argv.includes('--facts');
const text = await readFile(file, 'utf8');
const mermaid = join(dirname(createRequire(import.meta.url).resolve('mermaid')), 'mermaid.min.js');
const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
try {
  const page = await browser.newPage();
  await page.setContent('<!doctype html><meta charset="utf-8"><body>');
  await page.addScriptTag({ path: mermaid });
  const { svg, ...facts } = await page.evaluate(async (text) => {
    // A name that became a script would say so here.
    window.alert = () => { throw new Error('a name was run'); };
    window.mermaid.initialize({ startOnLoad: false });
    const { svg } = await window.mermaid.render('drawn', text);
    // Again as a page shows it, so that what it holds is text or is not.
    document.body.innerHTML = svg;
    const found = (selector) => [...document.body.querySelectorAll(selector)];
    const texts = (selector) => found(selector).map((it) => it.textContent.trim());
    return {
      svg,
      crates: texts('.cluster'),
      // The columns of an entity are in its node too.
      models: found('.node').map((it) => (it.querySelector('.name') ?? it).textContent.trim()),
      labels: texts('span.edgeLabel'),
      lines: found('.edgePaths path, .relationshipLine').filter((it) => !it.closest('marker')).length,
      // What a name must not become: only Mermaid's own are here.
      elements: [...new Set(found('foreignObject *').map((it) => it.localName))].sort(),
    };
  }, text);
  process.stdout.write(isFacts ? JSON.stringify(facts) : svg);
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
} finally {
  await browser.close();
}
