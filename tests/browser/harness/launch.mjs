// Debian's Chromium, started once for the whole run.
import { chromium } from "playwright-core";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export function launch() {
  return chromium.launchServer({ executablePath: process.env.HOLDFAST_CHROMIUM ?? "/usr/bin/chromium", headless: true, args: FLAGS });
}
