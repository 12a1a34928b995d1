// Forms of our own screens in the admin: <form data-guarded>. A second click while the answer is on
// its way doesn't post a form again: it would make a second draft, or be told that somebody was
// first. And who leaves with words typed is asked before, as in Wagtail's editor.

const WAIT = 10000; // milliseconds after which a form whose answer didn't come may be posted again

const typed = new Set();
const posted = new Map();

// What came back with an error was typed, too, and is saved nowhere.
document.addEventListener("DOMContentLoaded", () => {
  for (const error of document.querySelectorAll("[data-guarded] .error-message")) {
    typed.add(error.closest("form"));
  }
});
document.addEventListener("input", ({ target }) => {
  if (target.form?.matches("[data-guarded]")) typed.add(target.form);
});
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-guarded]")) return;
  if (performance.now() - (posted.get(form) ?? -Infinity) < WAIT) {
    event.preventDefault();
    return;
  }
  posted.set(form, performance.now());
  typed.delete(form);
});
// "Cancel" is meant.
document.addEventListener("click", ({ target }) => {
  const form = target.closest("a.button")?.closest("[data-guarded]");
  if (form && target.closest("a").pathname !== window.location.pathname) typed.delete(form);
});
window.addEventListener("beforeunload", (event) => {
  if (typed.size === 0) return;
  event.preventDefault();
  posted.clear(); // who stays can post
});
// Back in a page that the browser kept.
window.addEventListener("pageshow", () => posted.clear());
