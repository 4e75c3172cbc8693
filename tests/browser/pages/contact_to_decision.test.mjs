// The main path: a contact is recorded, decided by a social worker, signed by a manager, and seen afterwards as it was.
import assert from "node:assert/strict";
import { test } from "node:test";
import { checkPage, HANDS, openPage, shot, signIn, startApp } from "../harness/index.mjs";

const app = await startApp();
const WORRY = "Kieran told his form tutor that he has slept at three friends’ homes this week. He says that his dad has gone and that nobody is at home.";

async function next(page, hand, section) {
  await hand.press(page, page.getByRole("button", { name: /^Save and go to/ }));
  await page.waitForURL(new RegExp(`/drafts/[^/]+/${section}`));
}

async function recordContact(page, hand, check) {
  await hand.press(page, page.getByRole("button", { name: "Record a contact" }).first());
  await page.waitForURL(/\/drafts\/[^/]+\/who/);
  await check(page);
  await hand.choose(page, page.getByLabel("Telephone"));
  await hand.pick(page, page.getByLabel("Who are they?"), "Schools");
  await hand.write(page, page.getByLabel("Their name"), "Mrs Delphine Okafor");
  await next(page, hand, "worry");
  await hand.write(page, page.getByLabel("What are they worried about?"), WORRY);
  await check(page);
  await next(page, hand, "children");
  await hand.write(page, page.getByLabel("Name", { exact: true }), "Kieran Vasquez-Thorne");
  await hand.write(page, page.getByLabel("Age or date of birth"), "15");
  await check(page, "contact-form");
  await next(page, hand, "safety");
  await check(page);
  // Handed over too early, it says what is missing, and everything is still there.
  await hand.press(page, page.getByRole("button", { name: "Check and hand over" }));
  await page.waitForURL(/\/check/);
  await hand.press(page, page.getByRole("button", { name: "Hand over", exact: false }).last());
  await page.getByRole("alert").waitFor();
  assert.match(await page.getByRole("alert").innerText(), /danger now/);
  await check(page);
  await hand.press(page, page.getByRole("alert").getByRole("link", { name: /danger now/ }));
  await page.waitForURL(/\/safety/);
  await hand.choose(page, page.getByRole("group", { name: "Is a child in danger now?" }).getByLabel("No", { exact: true }));
  await next(page, hand, "agreement");
  await check(page);
  await next(page, hand, "check");
  await check(page);
  await hand.press(page, page.getByRole("button", { name: "Hand over", exact: false }).last());
  await page.waitForURL(/\/contacts\//);
  assert.match(await page.locator("main").innerText(), /is handed over\. A social worker decides/);
  await check(page);
  return new URL(page.url()).pathname;
}

async function sayWho(page, hand, contact, check) {
  await page.goto(`${app.url}${contact}`);
  await hand.press(page, page.getByRole("link", { name: /^Say who this is/ }));
  await page.waitForURL(/\/identify/);
  await check(page, "identify");
  await hand.press(page, page.getByRole("button", { name: /new person$/i }));
  await page.waitForURL(/\?identified=/);
  await check(page);
}

async function decide(page, hand, contact, check) {
  await hand.press(page, page.getByRole("link", { name: "Decide for each child" }).or(page.getByRole("button", { name: "Decide for each child" })));
  await page.waitForURL(/\/decide/);
  await check(page, "decide");
  const save = page.getByRole("button", { name: /^Save the decision/ });
  await hand.press(page, save);
  await page.getByRole("alert").waitFor();
  await check(page);
  // What only some choices ask stands open without script; with it, it comes with its choice, and is said.
  const scripted = (await page.locator("body.js-enabled").count()) > 0;
  const shown = async (label) => (await page.getByLabel(label).isVisible());
  assert.equal(await shown("Primary need"), !scripted);
  assert.equal(await shown("To whom"), !scripted);
  await hand.choose(page, page.getByLabel("Early help"));
  assert.equal(await shown("To whom"), true);
  await hand.choose(page, page.getByLabel("Referral, for an assessment"));
  assert.equal(await shown("Primary need"), true);
  assert.equal(await shown("To whom"), !scripted);
  if (scripted) assert.match(await page.locator("[data-follows-said]").textContent(), /^This choice asks: Primary need; Protection/);
  await check(page);
  await hand.pick(page, page.getByLabel("Primary need"), "Abuse or neglect");
  await hand.write(page, page.getByLabel(/^Why this is right for/), "A boy of 15 without a parent at home, sleeping where he can. Dad did not answer three calls. He needs an assessment.");
  await hand.press(page, page.getByRole("button", { name: /^Save the decision/ }));
  await page.waitForURL(/\?saved=/);
  await check(page);
}

async function sign(page, hand, contact, check) {
  await page.goto(`${app.url}${contact}`);
  await hand.press(page, page.getByRole("link", { name: /Sign or return/ }).or(page.getByRole("button", { name: /Sign or return/ })).first());
  await page.waitForURL(/\/sign/);
  await check(page, "sign");
  await hand.press(page, page.locator("#sign").getByRole("button", { name: /^Sign/ }));
  await page.waitForURL(/[?&]signed=/);
  await check(page);
  await page.goto(`${app.url}${contact}`);
  assert.match(await page.locator("main").innerText(), /Grace Adjei, team manager,? signed/);
}

for (const { title, hand, page: how } of HANDS) {
  test(`a contact to a signed decision, ${title}`, async (t) => {
    const pictures = title === "pointing";
    const check = async (page, name) => {
      await checkPage(page, pictures ? {} : { widths: [] });
      if (pictures && name) await shot(page, name);
    };
    const adviser = await openPage(t, how);
    await signIn(adviser, app, "front-door adviser");
    const contact = await recordContact(adviser, hand, check);

    const worker = await openPage(t, how);
    await signIn(worker, app, "social worker, front door");
    await sayWho(worker, hand, contact, check);
    await decide(worker, hand, contact, check);

    const manager = await openPage(t, how);
    await signIn(manager, app, "team manager, front door");
    await sign(manager, hand, contact, check);

    await manager.goto(`${app.url}${contact}`);
    await hand.press(manager, manager.getByRole("link", { name: /as it was/i }).first());
    await manager.waitForURL(/as-decided/);
    await check(manager, "as-decided");
    assert.match(await manager.locator("main").innerText(), /sleeping where he can/);
  });
}
