// The editor of a layer. Without it everything works, with a click more.

const PATIENCE = 10000; // milliseconds that a link waits for Wagtail's saving

// Opens the own component that an address or a link names: #block-<key>-section.
function openNamedBlock() {
  const name = decodeURIComponent(window.location.hash.slice(1));
  if (!name.startsWith("block-")) return;
  const block = document.getElementById(name);
  const toggle = block?.querySelector("[data-panel-toggle]");
  if (toggle?.getAttribute("aria-expanded") === "false") toggle.click();
  block?.scrollIntoView({ block: "start" });
}

window.addEventListener("hashchange", openNamedBlock);
// Blocks are drawn by Wagtail's own scripts, which are ready with the page.
window.addEventListener("load", openNamedBlock);

// Who types and follows a link of the layer at once doesn't lose the last letters: the link waits
// until a saving that began after them has succeeded. Should none come, Wagtail's own warning holds.
let typedAt = -Infinity;
let begunAt = -Infinity;
let savedUpTo = -Infinity;
const now = () => performance.now();
document.addEventListener("input", (event) => {
  if (event.target.form !== null) typedAt = now(); // the filter belongs to no form
});
document.addEventListener("w-autosave:save", () => {
  begunAt = now();
});
document.addEventListener("w-autosave:success", () => {
  savedUpTo = begunAt;
});

function follow(link, until) {
  if (savedUpTo >= typedAt || now() > until) window.location.assign(link.href);
  else setTimeout(() => follow(link, until), 100);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest(".hw-layer a[href]");
  const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey;
  if (!link || link.hash || elsewhere || savedUpTo >= typedAt) return;
  event.preventDefault();
  link.setAttribute("aria-busy", "true");
  follow(link, now() + PATIENCE);
});
