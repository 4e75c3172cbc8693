// The warning before a sign-out for want of activity. The server keeps the time; this only says what it will do. Activity in one tab
// counts for all of them.
const tabs = "BroadcastChannel" in window ? new BroadcastChannel("holdfast-session") : null;
let lastActivity = Date.now();
let wordsNotSaved = false;

function active() {
  lastActivity = Date.now();
  if (tabs) tabs.postMessage("active");
}

const notice = marked("session");
if (notice) {
  const idle = Number(notice.dataset.session) * 1000;
  const warnBefore = Math.min(120000, idle / 2);
  const words = marked("session-words", notice);
  if (tabs) tabs.onmessage = () => { lastActivity = Date.now(); };
  if (tabs) tabs.postMessage("active");

  setInterval(() => {
    const left = lastActivity + idle - Date.now();
    if (left <= 0 && !wordsNotSaved) {
      // Nobody is at the desk: the record does not stay on the screen.
      location.assign(notice.dataset.sessionEnded);
    } else if (left <= warnBefore) {
      if (notice.hidden) words.textContent = notice.dataset.sessionWarning;
      notice.hidden = false;
    } else {
      notice.hidden = true;
    }
  }, 1000);

  marked("session-stay", notice).addEventListener("submit", async (event) => {
    event.preventDefault();
    const form = event.target;
    try {
      const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), redirect: "error" });
      if (!answer.ok) throw new Error(String(answer.status));
      notice.hidden = true;
      active();
    } catch {
      words.textContent = notice.dataset.sessionFailed;
    }
  });
}

