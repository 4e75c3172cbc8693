// The pages of the gallery: every part of a page in every state, written by a Rust test of `web`, served as the
// application serves its pages.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, readdir } from "node:fs/promises";
import { createServer } from "node:http";
import path from "node:path";
import { after } from "node:test";

const root = path.resolve(import.meta.dirname, "../../..");
const TYPES = { ".css": "text/css", ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".svg": "image/svg+xml", ".json": "application/json" };

// Asked of the whole workspace, so that it is the build that `make test` has already made.
export async function makeGallery(folder) {
  const arguments_ = ["nextest", "run", "--locked", "--workspace", "--status-level", "fail", "--hide-progress-bar", "-E", "test(every_page_stands_in_the_frame)"];
  const run = spawn("cargo", arguments_, { cwd: root, stdio: ["ignore", "ignore", "inherit"], env: { ...process.env, HOLDFAST_GALLERY: folder } });
  const [status] = await once(run, "exit");
  if (status !== 0) throw new Error("the gallery is not written: see the test every_page_stands_in_the_frame");
}

// The names of the pages, and a server for them that stops when the file of tests is done.
export async function openGallery(folder = process.env.HOLDFAST_GALLERY) {
  const policy = await contentSecurityPolicy();
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://gallery.example");
    try {
      const body = await readFile(path.join(folder, path.normalize(pathname)));
      response.setHeader("content-type", TYPES[path.extname(pathname)] ?? "application/octet-stream");
      response.setHeader("content-security-policy", policy);
      response.end(body);
    } catch {
      response.statusCode = 404;
      response.end();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  after(() => server.close().closeAllConnections());
  const pages = (await readdir(folder)).filter((file) => file.endsWith(".html")).sort();
  return { url: `http://127.0.0.1:${server.address().port}`, pages };
}

// The application's own, so that what it would refuse is refused here.
async function contentSecurityPolicy() {
  const source = await readFile(path.join(root, "crates/web/src/frame/security.rs"), "utf8");
  const policy = /const POLICY: &str = "([^"]+)"/.exec(source);
  if (!policy) throw new Error("crates/web/src/frame/security.rs no longer holds `const POLICY: &str`");
  return policy[1].replaceAll(/\\\n\s*/g, "");
}
