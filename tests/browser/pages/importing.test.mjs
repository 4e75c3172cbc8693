// A census brought in by a page: how far it is while it goes on, and the account of every row when it is done.
import assert from "node:assert/strict";
import { test } from "node:test";
import { checkPage, openPage, shot, signIn, startApp } from "../harness/index.mjs";

const app = await startApp();

const child = (id, assessed) => `<Child><ChildIdentifiers>${id && `<LAchildID>${id}</LAchildID>`}<UPNunknown>UN2</UPNunknown>
  <PersonBirthDate>2015-04-03</PersonBirthDate><Sex>F</Sex></ChildIdentifiers><ChildCharacteristics><Ethnicity>WBRI</Ethnicity></ChildCharacteristics>
  <CINdetails><CINreferralDate>2024-05-07</CINreferralDate><ReferralSource>1A</ReferralSource><PrimaryNeedCode>N1</PrimaryNeedCode>
  <ReferralNFA>false</ReferralNFA><Assessments><AssessmentActualStartDate>${assessed}</AssessmentActualStartDate></Assessments></CINdetails></Child>`;

// Many children who are whole, one with a row that cannot be stored, one without a usable id.
function census(children) {
  const whole = Array.from({ length: children }, (_, n) => child(`UP${10_000 + n}`, "2024-05-08"));
  const header = `<Header><CollectionDetails><Collection>CIN</Collection><Year>2026</Year><ReferenceDate>2026-03-31</ReferenceDate></CollectionDetails>
    <Source><SourceLevel>L</SourceLevel><LEA>999</LEA><DateTime>2026-05-01T10:00:00</DateTime></Source></Header>`;
  const all = [...whole, child("UP9001", "soon"), child("", "2024-05-08")];
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n<Message>${header}<Children>\n${all.join("\n")}</Children></Message>`);
}

async function send(page, name, buffer) {
  await page.goto(`${app.url}/imports`);
  await page.getByLabel("Census file").setInputFiles({ name, mimeType: "text/xml", buffer });
  await page.getByRole("button", { name: "Import the census" }).click();
}

test("an import under way, and its account", async (t) => {
  const page = await openPage(t);
  await signIn(page, app, "data officer");
  // What the page asks by itself waits until it has been looked at, so that it stays as it was when it was opened.
  let goOn;
  const looked = new Promise((resolve) => (goOn = resolve));
  await page.route(/\/imports\/[0-9a-f-]{36}$/, async (route) => {
    if (route.request().headers()["holdfast-background"]) await looked;
    await route.continue();
  });
  await send(page, "CIN_2026.xml", census(1500));
  await page.waitForURL(/\/imports\/[0-9a-f-]{36}$/);
  const under = await page.locator("main").innerText();
  assert.match(under, /Being imported|Waiting/);
  assert.match(under, /being read through|children stored|waits for the import/);
  await checkPage(page);
  await shot(page, "import-under-way");
  goOn();
  // The page brings itself up to date.
  await page.getByRole("heading", { name: "Table by table" }).waitFor({ timeout: 300_000 });
  const said = await page.locator("main").innerText();
  assert.match(said, /Imported, and not everything\. 1,50[12] children/);
  assert.match(said, /rows were refused; each is below with its line and why/);
  assert.match(said, /No usable id/);
  await checkPage(page);
  await shot(page, "import-account");
  await page.getByRole("link", { name: /^Every child \(/ }).click();
  await page.waitForURL(/show=all/);
  await checkPage(page);
  await page.getByRole("link", { name: "Next" }).click();
  await page.waitForURL(/page=2/);
  await checkPage(page);
  await page.goto(`${app.url}/imports`);
  await checkPage(page);
  assert.match(await page.getByRole("table").innerText(), /CIN_2026\.xml[^]*Imported/);
});

test("a file that is no census, and none at all, are said beside the field", async (t) => {
  const page = await openPage(t, { javaScript: false, width: 390, height: 844 });
  await signIn(page, app, "data officer");
  await page.goto(`${app.url}/imports`);
  await page.getByRole("button", { name: "Import the census" }).click();
  await page.getByRole("alert").waitFor();
  assert.match(await page.getByRole("alert").innerText(), /Choose the census file/);
  await send(page, "letter.txt", Buffer.from("Dear all,"));
  await page.getByRole("alert").waitFor();
  assert.match(await page.locator("#census-error").innerText(), /\S/);
});

test("what is done without script can be read without script", async (t) => {
  const page = await openPage(t, { javaScript: false, width: 390, height: 844 });
  await signIn(page, app, "data officer");
  await send(page, "CIN_small.xml", census(2));
  await page.waitForURL(/\/imports\/[0-9a-f-]{36}$/);
  // Without script there is a link that asks again; the import before this one may still go on.
  for (let looks = 0; looks < 10_000 && (await page.getByRole("heading", { name: "Table by table" }).count()) === 0; looks += 1) {
    await page.getByRole("link", { name: "Look again" }).click();
    await page.waitForLoadState();
  }
  assert.match(await page.locator("main").innerText(), /Child by child/);
});
