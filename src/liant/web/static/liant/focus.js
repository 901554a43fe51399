// After htmx brings a part: where the focus goes, and what is said aloud.

const loud = document.getElementById("said-aloud");

/** Say something to who listens to the page. The region is emptied first, or the same words would stay silent. */
export function say(words) {
  if (!loud || !words) return;
  loud.textContent = "";
  setTimeout(() => { loud.textContent = words; }, 60);
}

function reveal(part) {
  const wanted = part.matches("[data-focus]") ? part : part.querySelector("[data-focus]");
  if (wanted) {
    if (!wanted.hasAttribute("tabindex")) wanted.setAttribute("tabindex", "-1");
    wanted.focus({ preventScroll: false });
  }
  const spoken = part.matches("[data-says]") ? part : part.querySelector("[data-says]");
  if (spoken) say(spoken.dataset.says);
}

document.addEventListener("htmx:after:swap", (event) => {
  const named = event.detail?.ctx?.target;
  const target = typeof named === "string" ? document.querySelector(named) : named;
  // the old element is gone after an outer swap; the one of the same id stands in its place
  const part = target?.isConnected ? target : target?.id && document.getElementById(target.id);
  if (!part) return;
  reveal(part);
  part.dispatchEvent(new CustomEvent("liant:shown", { bubbles: true }));
});

document.addEventListener("liant:say", (event) => say(event.detail));

// what only a script can do is shown only where scripts run
for (const element of document.querySelectorAll("[data-with-script]")) element.hidden = false;

// a sheet that opens under its button takes the cursor
document.addEventListener("toggle", (event) => {
  const sheet = event.target;
  if (!sheet.open || !sheet.matches("details.act")) return;
  sheet.querySelector(".act-sheet :is(input:not([type=hidden]), select, textarea, button)")?.focus();
}, true);

// an open menu closes when one goes elsewhere, or on Escape; a sheet on Escape, unless one is writing beside it
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.target.closest("form.composer, dialog")) return;
  for (const menu of document.querySelectorAll("details:is(.menu, .act)[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
