// What every page must be, in every state a test brings it to.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

// Desk and phone; at 320 px (a desk at 400 % zoom) a page must still not scroll sideways.
export const WIDTHS = [1280, 390, 320];

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const axeSource = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const complaints = new WeakMap();

// Gathers what the browser itself complains of: script errors, refusals of the Content-Security-Policy, missing files.
export async function watch(page) {
  const said = [];
  complaints.set(page, said);
  page.on("pageerror", (error) => said.push(`script error: ${error.message}`));
  page.on("console", (message) => {
    // A page that answers 404 or 403 is what its test asked for; a missing picture or script is not.
    const itself = message.location().url === page.url() && message.text().startsWith("Failed to load resource");
    if (message.type() === "error" && !itself) said.push(`console: ${message.text()}`);
  });
}

// Fails with everything that is wrong with the page as it now stands, at each width.
export async function checkPage(page, { widths = WIDTHS } = {}) {
  const found = await findings(page, { widths });
  assert.ok(found.length === 0, [page.url(), ...found].join("\n  "));
}

export async function findings(page, { widths = WIDTHS } = {}) {
  const found = complaints.get(page).splice(0);
  if ((await page.title()).trim() === "") found.push("no title");
  const before = page.viewportSize();
  for (const width of widths) {
    await page.setViewportSize({ width, height: before.height });
    const here = [...(await sideways(page)), ...(await violations(page))];
    found.push(...here.map((finding) => `${width} px: ${finding}`));
  }
  await page.setViewportSize(before);
  return [...new Set([...found, ...complaints.get(page).splice(0)])];
}

async function violations(page) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axeSource);
  // Without preload: it would read style sheets anew, which our own Content-Security-Policy refuses, for no rule of these tags.
  const options = { runOnly: TAGS, resultTypes: ["violations"], preload: false };
  const result = await page.evaluate((options) => window.axe.run(document, options), options);
  return result.violations.map(({ id, help, nodes }) => `${id}: ${help} at ${nodes.map((node) => node.target.join(" ")).join(", ")}`);
}

// The page itself never scrolls sideways; a wide table scrolls in a region of its own.
async function sideways(page) {
  return page.evaluate(() => {
    const root = document.documentElement;
    const hidden = [root, document.body].filter((element) => /hidden|clip/.test(getComputedStyle(element).overflowX));
    const found = hidden.map((element) => `sideways: ${element.localName} hides what sticks out instead of fitting`);
    if (root.scrollWidth > root.clientWidth) {
      const out = [...document.body.querySelectorAll("*")].filter((element) => element.getBoundingClientRect().right > root.clientWidth + 1);
      const names = out.slice(-5).map((element) => element.localName + (element.className ? `.${[...element.classList].join(".")}` : ""));
      found.push(`sideways: ${root.scrollWidth} px wide, innermost outside ${names.join(", ")}`);
    }
    return found;
  });
}
