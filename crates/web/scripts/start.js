// Everything works without script. Script adds: the package's component behaviour, the saved state, the warning before a
// sign-out, and regions that bring themselves up to date.
document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();

// On a phone the parts of a page stand in one line that scrolls: the one that is open is brought into sight.
for (const here of document.querySelectorAll(".moj-side-navigation [aria-current], .moj-sub-navigation [aria-current]")) {
  const line = here.closest("nav");
  const [part, whole] = [here.getBoundingClientRect(), line.getBoundingClientRect()];
  line.scrollLeft += part.left - whole.left - (whole.width - part.width) / 2;
}

// An element of the page by its data attribute, or null.
const marked = (name, inside = document) => inside.querySelector(`[data-${name}]`);

