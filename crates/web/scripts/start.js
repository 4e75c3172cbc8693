// Everything works without script. Script adds: the package's component behaviour, the saved state, the warning before a
// sign-out, and regions that bring themselves up to date.
document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();

// An element of the page by its data attribute, or null.
const marked = (name, inside = document) => inside.querySelector(`[data-${name}]`);

