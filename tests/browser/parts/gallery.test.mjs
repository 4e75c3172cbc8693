// Every part of a page in every state: axe, reflow, and the keyboard.
import { test } from "node:test";
import { checkPage, openGallery, openPage, walkByTab } from "../harness/index.mjs";

const gallery = await openGallery();

for (const name of gallery.pages) {
  test(name, async (t) => {
    const page = await openPage(t);
    await page.goto(`${gallery.url}/${name}`);
    await checkPage(page);
    await walkByTab(page);
  });
}
