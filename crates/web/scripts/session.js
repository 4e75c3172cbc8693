// The warning before a sign-out for want of activity. The server keeps the time; this only says what it will do. Activity in one tab
// counts for all of them.
const tabs = "BroadcastChannel" in window ? new BroadcastChannel("holdfast-session") : null;
let lastActivity = Date.now();
let wordsNotSaved = false;

// A form without a draft holds words that are nowhere else.
document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (form && form.method === "post" && !("draft" in form.dataset) && form.getAttribute("role") !== "search") wordsNotSaved = true;
});

function active() {
  lastActivity = Date.now();
  if (tabs) tabs.postMessage("active");
}

const notice = marked("session");
if (notice) {
  const idle = Number(notice.dataset.session) * 1000;
  const warnBefore = Math.min(120000, idle / 2);
  const words = marked("session-words", notice);
  const say = (text) => {
    // Set once: a screen reader reads it each time that it is set.
    if (words.textContent !== text) words.textContent = text;
    notice.hidden = false;
  };
  let failed = false;
  const kept = () => {
    if (failed) return " You could not be kept signed in: not connected. Try again.";
    if (wordsNotSaved) return " What you typed here is not saved yet.";
    return document.querySelector("form[data-draft]") ? " What you typed is saved." : "";
  };
  if (tabs) tabs.onmessage = () => { lastActivity = Date.now(); };
  if (tabs) tabs.postMessage("active");

  setInterval(() => {
    const left = lastActivity + idle - Date.now();
    if (left <= 0 && !wordsNotSaved) {
      // Nobody is at the desk: the record does not stay on the screen.
      location.assign(notice.dataset.sessionEnded);
    } else if (left <= 0) {
      say("You have been signed out. Your words are kept on this page. Sign in again in another tab, then go on here.");
    } else if (left <= warnBefore) {
      say(`You have done nothing here for a while. You will soon be signed out.${kept()}`);
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
      failed = false;
      notice.hidden = true;
      active();
    } catch {
      failed = true;
    }
  });
}

