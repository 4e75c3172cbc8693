// Holdfast itself, as the tests start it: the debug build, a data folder of its own, always the same day.
import { spawn } from "node:child_process";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after } from "node:test";

export const TODAY = "2026-11-12";
const PEOPLE = "2000";

const root = path.resolve(import.meta.dirname, "../../..");
const built = path.resolve(root, process.env.CARGO_TARGET_DIR ?? "target", "debug/holdfast");

// The server for one file of tests, on its own copy of the authority; stopped when the file is done.
export async function startApp() {
  const data = await mkdtemp(path.join(tmpdir(), "holdfast-app-"));
  await cp(process.env.HOLDFAST_TEMPLATE, data, { recursive: true });
  const app = await start(data);
  after(async () => {
    await app.stop();
    await rm(data, { recursive: true, force: true });
  });
  return app;
}

// The authority that every file copies.
export async function makeTemplate(data) {
  const app = await start(data);
  await app.stop();
}

export async function start(data, binary = process.env.HOLDFAST_BINARY ?? built) {
  const program = spawn(binary, ["demo", "--people", PEOPLE, "--today", TODAY], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, HOLDFAST_DATA: data, HOLDFAST_ADDR: "127.0.0.1:0" },
  });
  const ended = new Promise((resolve) => program.on("close", resolve));
  let said = "";
  const url = await new Promise((resolve, reject) => {
    for (const stream of [program.stdout, program.stderr]) {
      stream.setEncoding("utf8").on("data", (words) => {
        said += words;
        const listening = /listening on (http:\/\/\S+)/.exec(said);
        if (listening) resolve(listening[1]);
      });
    }
    program.on("error", (error) => reject(new Error(`${binary} does not start: ${error.message}`)));
    program.on("close", (status) => reject(new Error(`${binary} demo ended with ${status} before it listened:\n${said}`)));
  });
  return {
    url,
    signIns: signIns(said),
    async stop() {
      program.kill("SIGTERM");
      await ended;
    },
  };
}

// `demo` prints one sign-in a role: the role, the address and the password, two or more spaces apart.
export function signIns(said) {
  const lines = said.matchAll(/^ *(\S.*?) {2,}(\S+@\S+) {2,}(\S.*?) *$/gm);
  return new Map([...lines].map(([, role, email, password]) => [role.toLowerCase(), { email, password }]));
}

export async function signIn(page, app, role) {
  const account = app.signIns.get(role);
  if (!account) throw new Error(`demo printed no sign-in for ${role}; it printed: ${[...app.signIns.keys()].join(", ") || "none"}`);
  await page.goto(new URL("/sign-in", app.url).href);
  await page.getByLabel("Work email address").fill(account.email);
  await page.getByLabel("Password", { exact: true }).fill(account.password);
  await page.getByRole("button", { name: "Continue" }).click();
  await page.waitForURL((url) => url.pathname !== "/sign-in");
}
