// Pictures of the screens for docs/screens/, taken where a test has brought the page to; only under `make screens`.
import { mkdir } from "node:fs/promises";
import path from "node:path";

export async function shot(page, name, { widths = [1280, 390] } = {}) {
  const folder = process.env.HOLDFAST_SCREENS;
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  const before = page.viewportSize();
  for (const width of widths) {
    await page.setViewportSize({ width, height: before.height });
    await page.screenshot({ path: path.join(folder, `${name}-${width}.png`), fullPage: true, animations: "disabled", caret: "hide" });
  }
  await page.setViewportSize(before);
}
