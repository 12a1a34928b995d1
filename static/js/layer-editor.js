// Opens the own component that an address or a link names: #block-<key>-section.
// Without it, people open the component themselves; nothing else depends on it.

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
