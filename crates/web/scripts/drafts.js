// A form with `data-draft="ADDRESS"` keeps what is typed as a draft on the server: once a pause, not once a key.
// The server answers 200 with {"saved_at": "15:26", "revision": "7"}; the words below say what every other answer means. Words typed
// are never taken off the page, whatever the answer.
const draftWords = {
  busy: "Saving…",
  offline: "Not connected. Your words are kept on this page and will be sent when the connection is back.",
  signedOut: "You have been signed out. Your words are kept on this page. Sign in again in another tab, then go on here.",
  changed: "Somebody else has changed this. Your words are kept on this page. Save to see both versions.",
  tooLong: "This is too long to save. Your words are kept on this page.",
};

function keepDraft(form) {
  const state = marked("save-state");
  const words = state && marked("save-words", state);
  const say = (kind, text) => {
    if (!state) return;
    state.className = kind ? `hf-save hf-save--${kind}` : "hf-save";
    if (words.textContent !== text) words.textContent = text;
  };
  let lastSaved = words ? words.textContent : "";
  let timer;
  let changes = 0;
  let saved = 0;
  let sending = false;

  const later = (milliseconds) => {
    clearTimeout(timer);
    timer = setTimeout(send, milliseconds);
  };

  async function send(leaving = false) {
    clearTimeout(timer);
    if (sending || saved === changes) return;
    sending = true;
    const sent = changes;
    try {
      const body = new URLSearchParams();
      for (const [name, value] of new FormData(form)) if (typeof value === "string") body.append(name, value);
      const answer = await fetch(form.dataset.draft, { method: "POST", body, headers: { accept: "application/json" }, keepalive: leaving === true });
      if (answer.redirected || answer.status === 401 || answer.status === 403) {
        say("offline", draftWords.signedOut);
        later(20000);
      } else if (answer.status === 409) {
        say("offline", draftWords.changed);
      } else if (answer.status === 413) {
        say("offline", draftWords.tooLong);
      } else if (!answer.ok) {
        throw new Error(String(answer.status));
      } else {
        const { saved_at: at, revision } = await answer.json();
        if (form.elements.revision) form.elements.revision.value = revision;
        saved = sent;
        wordsNotSaved = saved !== changes;
        active();
        lastSaved = `Saved at ${at}`;
        if (saved === changes) say("", lastSaved);
        bringUpToDateAfterSave();
      }
    } catch {
      say("offline", draftWords.offline);
      later(10000);
    } finally {
      sending = false;
    }
    if (saved !== changes && sent !== changes) later(800);
  }

  form.addEventListener("input", () => {
    changes += 1;
    wordsNotSaved = true;
    say("busy", draftWords.busy);
    later(800);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    saved = changes;
    wordsNotSaved = false;
  });
  addEventListener("offline", () => say("offline", draftWords.offline));
  addEventListener("online", () => (saved === changes ? say("", lastSaved) : send()));
  document.addEventListener("visibilitychange", () => {
    // Whoever comes back has perhaps signed in again.
    send(document.visibilityState === "hidden");
  });
}

for (const form of document.querySelectorAll("form[data-draft]")) keepDraft(form);
