// What the Release tab says was worked out when the page was loaded; Wagtail saves by itself since.

document.addEventListener("w-autosave:success", () => {
  const note = document.getElementById("release-outdated");
  if (note) note.hidden = false;
});
document.addEventListener("click", ({ target }) => {
  if (target.closest("#release-outdated button")) window.location.reload();
});
