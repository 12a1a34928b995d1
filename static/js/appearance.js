// Remembers the appearance chosen in the footer. Without it the choice holds for the page only.
// Runs before the page is painted, so the radio buttons may not be there yet.
const KEY = "appearance";
const root = document.documentElement;

function remembered() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null; // storage refused: nothing to remember
  }
}

function remember(value) {
  try {
    localStorage.setItem(KEY, value);
  } catch {
    // as above
  }
}

function show(value) {
  if (value === "light" || value === "dark") root.dataset.appearance = value;
  else delete root.dataset.appearance;
}

function connect() {
  const saved = remembered();
  for (const radio of document.querySelectorAll('input[name="appearance"]')) {
    if (saved) radio.checked = radio.value === saved;
    radio.addEventListener("change", () => {
      show(radio.value);
      remember(radio.value);
    });
  }
}

show(remembered());
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", connect);
else connect();
