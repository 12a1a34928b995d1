// The editor of a layer. Without it everything works, with a click more.

const SAVED_AFTER = 2000; // milliseconds; Wagtail saves half a second after the last letter

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

// Who types and follows a link of the layer at once doesn't lose the last letters.
let typedAt = -Infinity;
document.addEventListener("input", () => {
  typedAt = performance.now();
});
document.addEventListener("click", (event) => {
  const link = event.target.closest(".hw-layer a[href]");
  const wait = SAVED_AFTER - (performance.now() - typedAt);
  if (!link || link.hash || wait <= 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  setTimeout(() => window.location.assign(link.href), wait);
});
