// The checks themselves: each fault, put into an otherwise good page, must be found, and nothing else with it.
import assert from "node:assert/strict";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { signIns, start } from "./app.mjs";
import { openPage } from "./browser.mjs";
import { checkPage, findings } from "./check.mjs";
import { tabTo, walkByTab } from "./keyboard.mjs";
import { shot } from "./shot.mjs";

const STYLE = `
  body { color: #000; background: #fff; margin: 0 } main > * { margin: 24px }
  .pale { color: #bbb } .wide { width: 1400px } .bleed { width: 340px }
  .tiny { display: inline-block; width: 9px; height: 9px; padding: 0; border: 0; margin: 0 }
  .plain:focus { outline: none; box-shadow: none } .bar { position: fixed; inset: auto 0 0; height: 60px; background: #eee }
`;
const page = ({ title = "Contact – Holdfast", body = "" }) => `<!doctype html><html lang="en"><head><meta charset="utf-8">
  <meta name="viewport" content="width=device-width"><title>${title}</title><link rel="icon" href="data:,">
  <link rel="stylesheet" href="/style.css"></head>
  <body><main><h1>Contact</h1><p>Words.</p><a href="/good">A link to the good page</a>${body}</main></body></html>`;

// What is put into the page, and the word its finding must hold.
const FAULTS = {
  "no-label": { body: '<input type="text" name="n">', finds: "label" },
  "no-alt": { body: '<img src="/dot.svg">', finds: "image-alt" },
  pale: { body: '<p class="pale">Hard to read</p>', finds: "color-contrast" },
  tiny: { body: '<button class="tiny" aria-label="a"></button><button class="tiny" aria-label="b"></button>', finds: "target-size" },
  "second-h1-skips": { body: "<h4>Skipped to four</h4>", finds: "heading-order" },
  wide: { body: '<div class="wide">Wide</div>', finds: "sideways" },
  "wide-on-a-phone-at-most-zoom": { body: '<div class="bleed">Wide</div>', finds: "320 px: sideways" },
  "no-title": { title: "", finds: "title" },
  "inline-script": { body: "<script>document.title = 'changed'</script>", finds: "Content Security Policy" },
  "inline-style": { body: '<p style="color: red">Red</p>', finds: "Content Security Policy" },
  "script-error": { body: '<script src="/broken.js"></script>', finds: "script error" },
  "missing-file": { body: '<img src="/missing.png" alt="A map">', finds: "404" },
};

const server = createServer((request, response) => {
  const name = request.url.slice(1);
  const files = {
    "style.css": ["text/css", STYLE],
    "broken.js": ["text/javascript", "throw new Error('broken')"],
    "dot.svg": ["image/svg+xml", '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'],
  };
  response.setHeader("content-security-policy", "default-src 'self'; img-src 'self' data:");
  if (files[name]) {
    response.setHeader("content-type", files[name][0]);
    response.end(files[name][1]);
  } else if (name === "good" || name === "refused" || name === "keys" || FAULTS[name]) {
    const keys = '<button class="plain">Plain</button><button>Last</button><div class="bar">Stays</div>';
    response.statusCode = name === "refused" ? 404 : 200;
    response.setHeader("content-type", "text/html");
    response.end(page(name === "keys" ? { body: keys } : (FAULTS[name] ?? {})));
  } else {
    response.statusCode = 404;
    response.end();
  }
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
after(() => server.close().closeAllConnections());
const at = (name) => `http://127.0.0.1:${server.address().port}/${name}`;

for (const [name, { finds }] of Object.entries(FAULTS)) {
  test(`a page with ${name} fails`, async (t) => {
    const page = await openPage(t);
    await page.goto(at(name));
    const found = await findings(page);
    assert.ok(found.length > 0 && found.every((finding) => finding.includes(finds)), `looked for ${finds}, found: ${found.join("\n")}`);
  });
}

test("what is found fails the test, and says what it was", async (t) => {
  const page = await openPage(t);
  await page.goto(at("no-alt"));
  await assert.rejects(checkPage(page, { widths: [1280] }), /1280 px: image-alt/);
});

test("a good page passes, and so does one that answers 404 on purpose", async (t) => {
  const page = await openPage(t);
  for (const name of ["good", "refused"]) {
    await page.goto(at(name));
    await checkPage(page);
  }
});

test("a page without script can be read and clicked", async (t) => {
  const page = await openPage(t, { javaScript: false });
  await page.goto(at("refused"));
  await page.getByRole("link", { name: "A link to the good page" }).click();
  assert.equal(page.url(), at("good"));
});

test("Tab finds what it should, and focus that cannot be seen fails", async (t) => {
  const page = await openPage(t);
  await page.goto(at("good"));
  assert.deepEqual(await walkByTab(page), ["A link to the good page"]);
  await page.goto(at("keys"));
  await tabTo(page, page.getByRole("button", { name: "Last" }));
  await assert.rejects(tabTo(page, page.locator("h1"), 5), /not reached/);
  await assert.rejects(walkByTab(page), /Plain: looks the same/);
  await page.setViewportSize({ width: 1280, height: 70 });
  await assert.rejects(walkByTab(page), /under div/);
});

test("pictures are taken only when they are asked for", async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), "holdfast-shots-"));
  const before = process.env.HOLDFAST_SCREENS;
  t.after(() => rm(folder, { recursive: true }));
  t.after(() => (before === undefined ? delete process.env.HOLDFAST_SCREENS : (process.env.HOLDFAST_SCREENS = before)));
  const page = await openPage(t);
  await page.goto(at("good"));
  delete process.env.HOLDFAST_SCREENS;
  await shot(page, "contact");
  assert.deepEqual(await readdir(folder), []);
  process.env.HOLDFAST_SCREENS = folder;
  await shot(page, "contact");
  assert.deepEqual((await readdir(folder)).sort(), ["contact-1280.png", "contact-390.png"]);
});

test("a program that ends before it listens is told with its own words", async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), "holdfast-fake-"));
  t.after(() => rm(folder, { recursive: true }));
  const program = async (name, lines) => {
    await writeFile(path.join(folder, name), ["#!/bin/sh", ...lines, ""].join("\n"), { mode: 0o755 });
    return path.join(folder, name);
  };
  await assert.rejects(start(folder, await program("refuses", ["echo the data folder is not ours >&2", "exit 3"])), /ended with 3[^]*not ours/);
  await assert.rejects(start(folder, path.join(folder, "nothing")), /does not start/);
  const app = await start(folder, await program("listens", ["echo listening on http://127.0.0.1:1", "exec sleep 600"]));
  assert.equal(app.url, "http://127.0.0.1:1");
  await app.stop();
});

test("sign-ins are read from what demo prints", () => {
  const said = "Sign in as\n  Team manager   tess@marlshire.example   three plain words\n  Auditor  a.b@marlshire.example  pass\nlistening on http://127.0.0.1:1\n";
  assert.deepEqual([...signIns(said)], [
    ["team manager", { email: "tess@marlshire.example", password: "three plain words" }],
    ["auditor", { email: "a.b@marlshire.example", password: "pass" }],
  ]);
});
