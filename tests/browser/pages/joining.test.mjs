// Two records of one child: found, compared, joined with a reason, and parted again with nothing lost.
import assert from "node:assert/strict";
import { test } from "node:test";
import { checkPage, findRecord, openPage, shot, signIn, startApp } from "../harness/index.mjs";

const app = await startApp();

// A brother's record gets a sister who is on record already, under another spelling.
async function recordTwice(page) {
  const brother = await findRecord(page, app, "Tyler-James Brennan", /^Tyler-James Brennan/);
  await page.goto(`${app.url}${brother}/record/relationship`);
  await page.getByLabel("What do you know of them?").fill("Maja Brenan Osei");
  await page.getByRole("main").getByRole("button", { name: "Find" }).click();
  await page.getByRole("button", { name: /^None of these/ }).click();
  await page.getByLabel("Their given names").fill("Maja");
  await page.getByLabel("Their family name").fill("Brenan Osei");
  await page.getByLabel("What are they to the person of this record?").selectOption({ label: "Half-sibling" });
  await page.getByLabel("Who told us?").fill("Tyler-James");
  await checkPage(page);
  await page.getByRole("button", { name: /^Record a relationship/ }).click();
  await page.waitForURL(/\?saved=/);
}

test("two records are joined, and parted again", async (t) => {
  // His worker records what is said of him; joining sees the records of two teams, and is the service manager's.
  const worker = await openPage(t);
  await signIn(worker, app, "social worker, assessment east");
  await recordTwice(worker);
  const page = await openPage(t);
  await signIn(page, app, "service manager");
  const maya = await findRecord(page, app, "brennan may 2018", /^Maya Brennan-Osei/);
  await page.goto(`${app.url}${maya}/record`);
  await page.getByRole("link", { name: "That this is the same person as another record" }).click();
  await page.waitForURL(/\/join$/);
  await checkPage(page);
  await page.getByRole("main").getByRole("button", { name: "Find" }).click();
  await page.getByRole("alert").waitFor();
  await checkPage(page);
  await page.getByLabel("What do you know of them?").fill("Maja Brenan Osei");
  await page.getByRole("main").getByRole("button", { name: "Find" }).click();
  await checkPage(page);
  const card = page.locator("li.hf-card").filter({ hasText: "Maja Brenan Osei" });
  await card.getByRole("button", { name: /^Compare with this one/ }).click();
  await page.getByRole("heading", { name: "Are these the same person?" }).waitFor();
  await checkPage(page);
  await shot(page, "join");
  await page.getByRole("button", { name: "Join the two records" }).click();
  await page.getByRole("alert").waitFor();
  await checkPage(page);
  await page.getByLabel("How do you know that they are one person?").fill("Hannah was asked: there is one Maya.");
  await page.getByRole("button", { name: "Join the two records" }).click();
  await page.waitForURL(/\?saved=/);
  await checkPage(page);
  assert.match(await page.locator("body").innerText(), /Two legal names are recorded: Maya Brennan-Osei and Maja Brenan Osei/);
  assert.match(await page.title(), /^Maya Brennan-Osei/);

  // While they are one, something is recorded; at the parting it is asked whose it is.
  await worker.goto(`${app.url}${new URL(page.url()).pathname}/record/name`);
  await worker.getByLabel("Also known as").check();
  await worker.getByLabel("Given names").fill("Mimi");
  await worker.getByRole("button", { name: /^Record a name/ }).click();
  await worker.waitForURL(/\?saved=/);
  await page.goto(`${app.url}${new URL(page.url()).pathname}/details`);
  await checkPage(page);
  await page.getByRole("link", { name: "Part the two records again" }).first().click();
  await page.waitForURL(/\/part$/);
  await checkPage(page);
  await shot(page, "part");
  await page.getByRole("button", { name: "Part the two records" }).click();
  await page.getByRole("alert").waitFor();
  await checkPage(page);
  for (const stays of await page.getByLabel(/^Stays with/).all()) await stays.check();
  await page.getByLabel("Why are they not one person?").fill("They are two cousins.");
  await page.getByRole("button", { name: "Part the two records" }).click();
  await page.waitForURL(/\?saved=/);
  await checkPage(page);
  await page.goto(`${app.url}${new URL(page.url()).pathname}/details`);
  await checkPage(page);
  assert.match(await page.locator("main").innerText(), /They are two cousins\./);
  const again = await findRecord(page, app, "Maja Brenan Osei", /^Maja Brenan Osei/);
  assert.notEqual(again, maya, "the second record stands by itself again");
});
