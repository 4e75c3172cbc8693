// Recording on somebody's record: one form by each pair of hands, and two people who change one thing at once.
import assert from "node:assert/strict";
import { test } from "node:test";
import { checkPage, findRecord, HANDS, openPage, shot, signIn, startApp } from "../harness/index.mjs";

const app = await startApp();
const MAYA = ["brennan may 2018", /^Maya Brennan-Osei/];

// For each pair of hands a home that stands, and the next one: whose, since when, and until when the one before.
const MOVES = {
  pointing: { child: MAYA, from: "2 Nov 2026", left: "1 Nov 2026" },
  "by keyboard alone": { child: ["Tyler-James Brennan", /^Tyler-James Brennan/], from: "2 Nov 2026", left: "1 Nov 2026" },
  "without script, on a phone": { child: MAYA, from: "10 Nov 2026", left: "9 Nov 2026" },
};

for (const { title, hand, page: how } of HANDS) {
  test(`a new home, ${title}`, async (t) => {
    const pictures = title === "pointing";
    const check = async (page, name) => {
      await checkPage(page, pictures ? {} : { widths: [] });
      if (pictures && name) await shot(page, name);
    };
    const page = await openPage(t, how);
    await signIn(page, app, "social worker, assessment east");
    const { child, from, left } = MOVES[title];
    const record = await findRecord(page, app, ...child);
    await page.goto(`${app.url}${record}`);
    await hand.press(page, page.getByRole("button", { name: "Record something" }).or(page.getByRole("link", { name: "Record something" })).first());
    await page.waitForURL(/\/record$/);
    await check(page);
    await hand.press(page, page.getByRole("link", { name: "An address" }));
    await page.waitForURL(/\/record\/address$/);
    await check(page, "record-address");
    // Nothing filled in: each thing that is missing is said beside its field, and once at the top.
    await hand.write(page, page.getByLabel("Address", { exact: true }), "9 Quay Street, Stowbridge");
    await hand.press(page, page.getByRole("button", { name: /^Record an address/ }));
    await page.getByRole("alert").waitFor();
    await check(page, "record-address-error");
    assert.equal(await page.getByLabel("Address", { exact: true }).inputValue(), "9 Quay Street, Stowbridge");
    await hand.press(page, page.getByRole("alert").getByRole("link").first());
    await hand.pick(page, page.getByLabel("What is it to them?"), "Home");
    await hand.write(page, page.getByLabel("Postcode"), "MX4 9ZZ");
    await hand.write(page, page.getByLabel("From", { exact: true }), from);
    await hand.choose(page, page.getByLabel("No, they have left it"));
    await hand.write(page, page.getByLabel("If not, when did they leave it?"), left);
    await hand.press(page, page.getByRole("button", { name: /^Record an address/ }));
    await page.waitForURL(/\?saved=/);
    await check(page);
    const said = await page.locator("main").innerText();
    assert.match(said, new RegExp(`Recorded\\. Address: home: 9 Quay Street, Stowbridge MX4 9ZZ, from ${from}`));
    assert.match(said, new RegExp(`Before: .* to ${left}\\. If it is not right`));
  });
}

test("two people correct one thing: the second is told what changed and keeps their words", async (t) => {
  const [jo, rhys] = [await openPage(t), await openPage(t)];
  await signIn(jo, app, "social worker, assessment east");
  await signIn(rhys, app, "team manager, assessment east");
  const record = await findRecord(jo, app, ...MAYA);
  for (const page of [jo, rhys]) {
    await page.goto(`${app.url}${record}/record/birth`);
    await page.waitForURL(/\/correct$/);
  }
  await checkPage(jo);
  const correct = async (page, day, why) => {
    await page.getByLabel("Date", { exact: true }).fill(day);
    await page.getByLabel("Why is it changed?").fill(why);
    await page.getByRole("button", { name: "Save the correction" }).click();
  };
  await correct(rhys, "13 Mar 2018", "The hospital says so.");
  await rhys.waitForURL(/\?saved=/);
  await correct(jo, "15 Mar 2018", "Hannah showed the certificate.");
  await jo.getByRole("heading", { name: "Two versions of one thing" }).waitFor();
  const said = await jo.locator("main").innerText();
  assert.match(said, /saved by .*Rhys Pritchard/);
  assert.match(said, /13 Mar 2018/);
  assert.match(said, /“The hospital says so\.”/);
  assert.equal(await jo.getByLabel("Why is it changed?").inputValue(), "Hannah showed the certificate.");
  await checkPage(jo);
  await shot(jo, "stale");
  await jo.getByRole("button", { name: "Save mine in its place" }).click();
  await jo.waitForURL(/\?saved=/);
  assert.match(await jo.locator("main").innerText(), /Corrected\. Date of birth: 15 Mar 2018/);
  await jo.goto(`${app.url}${record}/details`);
  const struck = await jo.locator("main s").allInnerTexts();
  for (const day of ["14 Mar 2018", "13 Mar 2018"]) assert.ok(struck.some((s) => s.includes(day)), `${day} is not in the history`);
});
