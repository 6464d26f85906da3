// Tests the page in RELATA_PAGE, written by the command: it opens, draws its data and sends no requests.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { address } from "../src/address.js";
import { shown } from "../src/text.js";
import { axe, browser, open } from "./browser.mjs";

test("the page that the command made", { skip: process.env.RELATA_PAGE ? false : "RELATA_PAGE names no page" }, async () => {
  const chromium = await browser();
  try {
    for (const dark of [false, true]) {
      const { page, faults, close } = await open(chromium, readFileSync(process.env.RELATA_PAGE, "utf8"), { dark });
      const data = await page.evaluate(() => JSON.parse(document.getElementById("graph-data").textContent));
      assert.equal((await page.$$("#canvas .box")).length > 0, data.models.length > 0);
      assert.equal((await page.$$("#finding-list li.finding")).length, data.findings.length);
      assert.deepEqual(await axe(page), []);
      for (const { path } of data.models.slice(0, 50)) {
        await page.evaluate((hash) => { location.hash = hash; }, address(path));
        await page.waitForFunction((wanted) => document.getElementById("detail").textContent.includes(wanted), { timeout: 5000 }, shown(path));
      }
      assert.deepEqual(await axe(page), []);
      assert.deepEqual(faults, []);
      await close();
    }
  } finally {
    await chromium.close();
  }
});
