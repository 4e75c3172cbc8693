// A region with `data-refresh="2"` asks for its own page every two seconds and takes its new content from there, until the answer no
// longer asks for it (an import has ended). A region with `data-refresh-after-save` does so once after each saved draft (the people who
// may be the child that is being described). Both need an id, and the page must be the same to read without script.
async function bringUpToDate(region) {
  // The header says that nobody did anything: the server does not count it as activity.
  const answer = await fetch(location.href, { headers: { "holdfast-background": "1", accept: "text/html" }, redirect: "error" });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById(region.id);
  if (!fresh) return;
  // Replacing the content under somebody's focus would throw them to the top of the page.
  if (region.contains(document.activeElement)) return;
  region.replaceChildren(...fresh.childNodes);
  if (!("refresh" in fresh.dataset)) delete region.dataset.refresh;
}

for (const region of document.querySelectorAll("[data-refresh]")) {
  const again = () => {
    const seconds = Number(region.dataset.refresh);
    if (seconds > 0) setTimeout(() => bringUpToDate(region).catch(() => {}).then(again), seconds * 1000);
  };
  again();
}

function bringUpToDateAfterSave() {
  for (const region of document.querySelectorAll("[data-refresh-after-save]")) bringUpToDate(region).catch(() => {});
}

