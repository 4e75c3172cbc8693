// Runs the browser tests: `node tests/browser/run.mjs [--screens] [FILE…]`.
//
// One Chromium and one made-up authority serve the whole run. Each file in pages/ is a process of its own and gets a
// server on its own copy of that authority, so that what one file writes no other file sees. With --screens the pages
// that call `shot` also write docs/screens/. The files in parts/ look at the gallery, without a server.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { makeTemplate } from "./harness/app.mjs";
import { makeGallery } from "./harness/gallery.mjs";
import { launch } from "./harness/launch.mjs";

const here = import.meta.dirname;
const screens = process.argv.includes("--screens");
const named = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));

async function testsIn(folder) {
  const files = await readdir(path.join(here, folder));
  return files.filter((file) => file.endsWith(".test.mjs")).sort().map((file) => path.join(here, folder, file));
}

const all = screens ? ["pages"] : ["harness", "parts", "pages"];
const files = named.length > 0 ? named.map((file) => path.resolve(file)) : (await Promise.all(all.map(testsIn))).flat();
const some = (folder) => files.some((file) => path.dirname(file) === path.join(here, folder));

const scratch = await mkdtemp(path.join(tmpdir(), "holdfast-browser-"));
const browser = await launch();
let status = 1;
try {
  const [template, gallery] = [path.join(scratch, "template"), path.join(scratch, "gallery")];
  if (some("pages")) await makeTemplate(template);
  if (some("parts")) await makeGallery(gallery);
  // The time is for a whole file, so that a hanging page ends the run instead of holding it.
  const flags = ["--test", "--test-reporter=spec", "--test-concurrency=2", "--test-timeout=600000"];
  const run = spawn(process.execPath, [...flags, ...files], {
    stdio: "inherit",
    env: {
      ...process.env,
      HOLDFAST_BROWSER: browser.wsEndpoint(),
      HOLDFAST_TEMPLATE: template,
      HOLDFAST_GALLERY: gallery,
      ...(screens ? { HOLDFAST_SCREENS: path.join(here, "../../docs/screens") } : {}),
    },
  });
  [status] = await once(run, "exit");
} finally {
  await browser.close();
  await rm(scratch, { recursive: true, force: true });
}
process.exitCode = status ?? 1;
