// Questions that only some choices ask: `data-follows="NAME"` names the radios, `data-follows-on="CODE CODE"` the choices. Without script they
// all stand open, each under words that say for which choice; script shows those of the choice that is made. The radios carry no
// `aria-expanded`, which a radio may not have: a polite line says what has come, and it stands next in the page's order. What is wrong
// is never hidden.
function follow(form) {
  const questions = [...form.querySelectorAll("[data-follows]")];
  if (questions.length === 0) return;
  const said = marked("follows-said", form);
  const asks = (question) => {
    const chosen = form.querySelector(`input[name="${question.dataset.follows}"]:checked`);
    return chosen && question.dataset.followsOn.split(" ").includes(chosen.value);
  };
  const show = () => {
    for (const question of questions) question.hidden = !asks(question) && !question.querySelector(".govuk-error-message");
  };
  show();
  form.classList.add("hf-follows");
  form.addEventListener("change", (event) => {
    if (!questions.some((question) => question.dataset.follows === event.target.name)) return;
    show();
    const shown = questions.filter((question) => !question.hidden).map((question) => question.querySelector("legend, label").textContent.trim());
    if (said) said.textContent = shown.length === 0 ? "" : `This choice asks: ${shown.join("; ")}`;
  });
}

for (const form of document.querySelectorAll("form")) follow(form);
