// Every page as those open it who may, opened, in error and empty: axe, reflow, and what the browser itself complains of.
import assert from "node:assert/strict";
import { test } from "node:test";
import { checkPage, openPage, shot, signIn, startApp, walkByTab } from "../harness/index.mjs";

const app = await startApp();

async function open(page, address, name) {
  await page.goto(`${app.url}${address}`);
  await checkPage(page);
  if (name) await shot(page, name);
}

// The parts of a record or a form stand on the page of a phone: none has to be scrolled into sight.
async function everyPartInSight(page, width) {
  await page.setViewportSize({ width, height: 844 });
  const out = await page.locator("nav.moj-side-navigation a").evaluateAll((links, width) => links.filter((link) => link.getBoundingClientRect().right > width || link.scrollWidth > link.clientWidth).map((link) => link.textContent), width);
  assert.deepEqual(out, [], `out of sight at ${width} px`);
  await page.setViewportSize({ width: 1280, height: 900 });
}

async function findMaya(page) {
  await page.goto(`${app.url}/children`);
  await page.getByLabel("Find a child").first().fill("brennan may 2018");
  await page.getByRole("button", { name: "Find", exact: true }).first().click();
  await page.waitForURL(/\/find/);
  await checkPage(page);
  await shot(page, "find");
  return page.getByRole("link", { name: /^Maya Brennan-Osei/ }).first().getAttribute("href");
}

test("signing in: opened, and with what is wrong", async (t) => {
  const page = await openPage(t);
  await open(page, "/sign-in", "sign-in");
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("alert").waitFor();
  await checkPage(page);
  await page.getByRole("link", { name: "I cannot sign in" }).click();
  await page.waitForURL(/\/sign-in\/cannot/);
  await checkPage(page);
  await open(page, "/about/accessibility");
  await open(page, "/about/corrections");
});

const LISTS = {
  "front-door adviser": ["/work", "/front-door", "/children"],
  "social worker, assessment east": ["/work", "/front-door", "/due", "/children"],
  "team manager, front door": ["/work", "/front-door", "/due", "/own-reasons"],
  "service manager": ["/work", "/due", "/own-reasons"],
  "data officer": ["/imports"],
  auditor: ["/access", "/front-door", "/own-reasons"],
};
const PICTURED = new Set(["team manager, front door /front-door", "data officer /imports"]);
for (const [role, addresses] of Object.entries(LISTS)) {
  test(`the lists of a ${role}`, async (t) => {
    const page = await openPage(t);
    await signIn(page, app, role);
    for (const address of addresses) await open(page, address, PICTURED.has(`${role} ${address}`) ? address.slice(1) : undefined);
  });
}

test("a child's record, now and on a past day", async (t) => {
  const page = await openPage(t);
  await signIn(page, app, "social worker, assessment east");
  const maya = await findMaya(page);
  const tabs = { "": "child", "/timeline": "", "/relationships": "relationships", "/contacts": "", "/details": "", "/looked": "", "/print": "" };
  for (const [tab, name] of Object.entries(tabs)) await open(page, `${maya}${tab}`, name);
  await page.goto(`${app.url}${maya}`);
  for (const width of [390, 320]) await everyPartInSight(page, width);
  await open(page, `${maya}?as_known=2026-10-20T10:00`, "child-as-known");
  await open(page, `${maya}/print?sheet=family`);
  await page.getByLabel("What is the print for?").fill("core group");
  await page.getByRole("button", { name: "Make the print" }).click();
  await page.getByRole("link", { name: "Back to family and relationships" }).waitFor();
  await checkPage(page);
  await open(page, `${maya}/looked/print`);
  await page.getByRole("button", { name: "Make the print" }).click();
  await page.getByRole("alert").waitFor();
  await checkPage(page);
  await page.getByLabel(/^Who is it for/).fill("her mother, by letter");
  await page.getByRole("button", { name: "Make the print" }).click();
  await page.getByRole("link", { name: "Back to who has looked" }).waitFor();
  await checkPage(page);
  await open(page, `${maya}/record`, "record");
  for (const form of ["name", "birth", "address", "relationship", "warning", "note"]) {
    await open(page, `${maya}/record/${form}`);
    await page.getByRole("main").getByRole("button", { name: /^Save|^Record|^Find/ }).first().click();
    await page.waitForLoadState();
    await checkPage(page);
  }
});

test("the child's page by Tab: everything is reached, and the focus is always seen", async (t) => {
  const page = await openPage(t);
  await signIn(page, app, "social worker, assessment east");
  await page.goto(`${app.url}${await findMaya(page)}`);
  await walkByTab(page);
});

test("every section of a contact's form is in sight on a phone", async (t) => {
  const page = await openPage(t);
  await signIn(page, app, "front-door adviser");
  await page.goto(`${app.url}/front-door`);
  await page.getByRole("button", { name: "Record a contact" }).first().click();
  await page.waitForURL(/\/drafts\//);
  for (const width of [390, 320]) await everyPartInSight(page, width);
});

test("not found, not allowed, nobody found", async (t) => {
  const page = await openPage(t);
  await signIn(page, app, "front-door adviser");
  await open(page, "/people/01a1cf5a-ffff-7543-81e0-0433d97c3a1e");
  await open(page, "/imports");
  await page.goto(`${app.url}/children`);
  await page.getByLabel("Find a child").first().fill("Xyzzyqat Quuxbury");
  await page.getByRole("button", { name: "Find", exact: true }).first().click();
  await page.waitForURL(/\/find/);
  await checkPage(page);
});
