// A clean session for each test in the Chromium that the run started.
import { after } from "node:test";
import { chromium } from "playwright-core";
import { watch } from "./check.mjs";

let connected;
// An open connection would keep the file's process alive after its last test.
after(async () => (await connected)?.close());

// A new page in a session of its own, closed when the test `t` ends. `javaScript: false` is the no-script path.
export async function openPage(t, { javaScript = true, width = 1280, height = 900 } = {}) {
  connected ??= chromium.connect(process.env.HOLDFAST_BROWSER);
  const browser = await connected;
  const context = await browser.newContext({
    javaScriptEnabled: javaScript,
    viewport: { width, height },
    locale: "en-GB",
    timezoneId: "Europe/London",
    reducedMotion: "reduce",
  });
  t.after(() => context.close());
  const page = await context.newPage();
  await watch(page);
  return page;
}
