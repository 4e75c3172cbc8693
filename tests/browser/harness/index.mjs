// All that a file in pages/ needs. One file an area of work:
//
//   import { test } from "node:test";
//   import { checkPage, openPage, shot, signIn, startApp } from "../harness/index.mjs";
//
//   const app = await startApp();
//
//   test("the due list", async (t) => {
//     const page = await openPage(t);
//     await signIn(page, app, "team manager");
//     await page.goto(`${app.url}/due`);
//     await checkPage(page);
//     await shot(page, "due-list");
//   });
export { signIn, startApp, TODAY } from "./app.mjs";
export { openPage } from "./browser.mjs";
export { checkPage, WIDTHS } from "./check.mjs";
export { findRecord } from "./find.mjs";
export { HANDS } from "./hands.mjs";
export { openGallery } from "./gallery.mjs";
export { tabTo, walkByTab } from "./keyboard.mjs";
export { shot } from "./shot.mjs";
