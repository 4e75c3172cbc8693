// The page by keyboard alone.
import assert from "node:assert/strict";

// Presses Tab until `locator` has the focus, and fails if it never gets it.
export async function tabTo(page, locator, most = 120) {
  for (let presses = 0; presses < most; presses += 1) {
    if (await locator.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`${locator} is not reached by ${most} presses of Tab`);
}

// Walks the whole page by Tab. Fails where the focus cannot be seen: no change of look, off the page, or under something
// that stays in place. Returns the names of what was reached, in order.
export async function walkByTab(page, most = 400) {
  await page.evaluate(() => {
    document.activeElement?.blur();
    window.scrollTo(0, 0);
  });
  const names = [];
  const unseen = [];
  for (let presses = 0; presses < most; presses += 1) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(focused);
    if (!at || (at.first && presses > 0)) {
      assert.ok(unseen.length === 0, [`${page.url()}: focus that cannot be seen`, ...unseen].join("\n  "));
      return names;
    }
    names.push(at.name);
    if (at.problem) unseen.push(`${at.name}: ${at.problem}`);
  }
  return assert.fail(`Tab does not come to an end within ${most} presses on ${page.url()}: ${names.slice(-5).join(", ")}`);
}

// Runs in the page.
function focused() {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const first = window.firstTabStop === element;
  window.firstTabStop ??= element;
  const label = element.labels?.[0]?.textContent ?? element.getAttribute("aria-label") ?? element.textContent;
  const name = (label || element.value || element.localName).trim().replaceAll(/\s+/g, " ").slice(0, 60);
  const look = () => {
    const { outlineStyle, outlineWidth, boxShadow, backgroundColor, borderColor } = getComputedStyle(element);
    const ownLabel = element.labels?.[0];
    const mark = ownLabel ? getComputedStyle(ownLabel, "::before").boxShadow + getComputedStyle(ownLabel, "::before").borderWidth : "";
    return [outlineStyle, outlineWidth, boxShadow, backgroundColor, borderColor, mark].join(" ");
  };
  const box = element.getBoundingClientRect();
  let problem = null;
  if (box.width === 0 || box.height === 0 || box.bottom <= 0 || box.top >= innerHeight) {
    problem = "off the page";
  } else {
    const [x, y] = [Math.min(box.left + box.width / 2, innerWidth - 1), Math.min(Math.max(box.top + box.height / 2, 0), innerHeight - 1)];
    const above = document.elementFromPoint(x, y);
    // Within one drawing shapes may lie over each other's boxes: what covers a drawing is outside it.
    const whole = element.ownerSVGElement ?? element;
    const own = above && (whole.contains(above) || above.contains(whole) || element.labels?.[0]?.contains(above));
    const withFocus = look();
    element.blur();
    const without = look();
    element.focus({ preventScroll: true });
    if (!own) problem = `under ${above?.localName ?? "nothing"}`;
    else if (withFocus === without) problem = "looks the same with and without focus";
  }
  return { name, first, problem };
}
