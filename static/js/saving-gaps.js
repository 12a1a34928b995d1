// Wagtail saves a form by itself when it sees a change against the form as it last took it for
// saved. Twice it takes it for saved too early: when it begins to watch, two seconds after loading,
// and when a saving ends, with what was typed while it was on its way. Such words would be saved
// with the next change only, and who leaves before isn't warned. Here they count as a change.

const OF_THE_PAGE = /^(csrfmiddlewaretoken|next|overwrite_revision_id|loaded_revision_.*)$/;

let known = null; // the fields as the server has them
let sent = null;
let insisted = null; // no form is called changed twice running for the same fields

function fields(data) {
  return [...data]
    .filter(([name]) => !OF_THE_PAGE.test(name))
    .map(([name, value]) => [name, value.name ?? value]); // of a file its name
}

function alike(some, others) {
  return JSON.stringify(some) === JSON.stringify(others);
}

// Wagtail draws the form when the document is there; who was quicker has something to save.
document.addEventListener("beforeinput", ({ target }) => {
  if (target.form?.matches("[data-edit-form]")) known ??= [];
});
document.addEventListener("DOMContentLoaded", () => {
  setTimeout(() => {
    const form = document.querySelector("form[data-edit-form]");
    if (form) known ??= fields(new FormData(form));
  });
});
document.addEventListener("w-autosave:save", ({ detail }) => {
  sent = fields(detail.formData);
});
document.addEventListener("w-autosave:success", ({ detail }) => {
  // The server numbers new rows, and Wagtail has put the numbers into the form.
  const given = detail.response.field_updates ?? {};
  known = sent.map(([name, value]) => [name, given[name] ?? value]);
  if (!alike(sent, insisted)) insisted = null;
});
document.addEventListener("w-unsaved:watch-edits", ({ target: form }) => {
  // After the rest of what this event belongs to: Wagtail would take our word back.
  setTimeout(() => {
    const now = fields(new FormData(form));
    if (known === null || alike(now, known) || alike(now, insisted)) return;
    insisted = now;
    form.dataset.wUnsavedForceValue = "true"; // Wagtail's own word for "changed, whatever you see"
  });
});
