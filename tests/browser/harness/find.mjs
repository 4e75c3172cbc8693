// The way to somebody's record, as everybody takes it: by the box at the head of every page.
export async function findRecord(page, app, asked, name) {
  await page.goto(`${app.url}/children`);
  await page.getByRole("searchbox", { name: "Find a child" }).or(page.getByRole("textbox", { name: "Find a child" })).first().fill(asked);
  await page.getByRole("button", { name: "Find", exact: true }).first().click();
  await page.waitForURL(/\/find/);
  return page.getByRole("link", { name }).first().getAttribute("href");
}
