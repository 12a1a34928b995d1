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
  redrawLayer();
});

// A draft that was saved by itself has other titles than the list that came with the page. Should
// the list not come, the old one stays until the next load.
async function redrawLayer() {
  const { list } = document.getElementById("layer")?.dataset ?? {};
  const answer = list && (await fetch(list).catch(() => null));
  if (!answer?.ok || answer.redirected) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const piece of fresh.querySelectorAll("#layer, #layer-effective, #layer-proof")) {
    const shown = document.getElementById(piece.id);
    if (shown && shown.innerHTML !== piece.innerHTML) swap(shown, piece);
  }
}

// Filter and focus stay where they are.
function swap(shown, piece) {
  const focused = shown.contains(document.activeElement) ? document.activeElement : null;
  const filter = shown.querySelector("input:checked")?.id;
  shown.replaceChildren(...piece.childNodes);
  if (filter) document.getElementById(filter).checked = true;
  const mark = focused?.id ? `#${CSS.escape(focused.id)}` : `[href="${focused?.getAttribute("href")}"]`;
  if (focused) shown.querySelector(mark)?.focus({ preventScroll: true });
}

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
