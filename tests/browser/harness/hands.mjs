// Three ways to work a page: pointing, by keyboard alone, and pointing without script. A walk is written once and done by each.
import assert from "node:assert/strict";
import { tabTo } from "./keyboard.mjs";

export const pointing = {
  name: "pointing",
  write: (page, field, words) => field.fill(words),
  choose: (page, field) => field.check(),
  pick: (page, field, label) => field.selectOption({ label }),
  press: (page, button) => button.click(),
};

// Only Tab, the arrows, the space bar, Enter and letters.
export const keyboard = {
  name: "keyboard",
  async write(page, field, words) {
    await tabTo(page, field);
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.type(words);
  },
  async choose(page, field) {
    if (await field.isChecked()) return;
    if ((await field.getAttribute("type")) === "checkbox") {
      await tabTo(page, field);
      await page.keyboard.press("Space");
      return;
    }
    // One radio of a group takes the focus; the arrows go on from there.
    const group = page.locator(`input[type="radio"][name="${await field.getAttribute("name")}"]`);
    await tabTo(page, (await group.and(page.locator(":checked")).count()) > 0 ? group.and(page.locator(":checked")) : group.first());
    await page.keyboard.press("Space");
    for (let presses = await group.count(); presses > 0 && !(await field.isChecked()); presses -= 1) await page.keyboard.press("ArrowDown");
    assert.ok(await field.isChecked(), "the arrows do not reach the answer");
  },
  async pick(page, field, label) {
    await tabTo(page, field);
    await page.keyboard.type(label);
  },
  async press(page, button) {
    await tabTo(page, button);
    await page.keyboard.press("Enter");
  },
};

export const HANDS = [
  { title: "pointing", hand: pointing, page: {} },
  { title: "by keyboard alone", hand: keyboard, page: {} },
  { title: "without script, on a phone", hand: pointing, page: { javaScript: false, width: 390, height: 844 } },
];
