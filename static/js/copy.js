// Copy buttons: <button class="js-only" data-copy="id of the text">. Without it, or where the
// clipboard is refused, the text can be selected.
const SHOWN_FOR = 2500; // milliseconds

async function copy(button, label, first) {
  const source = document.getElementById(button.dataset.copy);
  try {
    await navigator.clipboard.writeText(source.textContent.trim());
    label.textContent = "Copied";
  } catch {
    getSelection().selectAllChildren(source);
    label.textContent = "Selected: press copy";
  }
  setTimeout(() => {
    label.textContent = first;
  }, SHOWN_FOR);
}

document.documentElement.dataset.js = "";
for (const button of document.querySelectorAll("[data-copy]")) {
  const label = button.querySelector("[data-label]");
  const first = label.textContent;
  button.addEventListener("click", () => copy(button, label, first));
}
