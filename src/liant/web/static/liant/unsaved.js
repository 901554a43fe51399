// What one types stays in this browser until it is sent: data-draft="key" on a text area.
// The server gives a new key once something was sent, so an old draft never comes back over a new answer.

const PREFIX = "liant-draft:";
const keyOf = (area) => PREFIX + area.dataset.draft;

function keep(area) {
  try {
    if (area.value === area.defaultValue) sessionStorage.removeItem(keyOf(area));
    else sessionStorage.setItem(keyOf(area), area.value);
  } catch { /* a browser that keeps nothing */ }
}

function find(area) {
  let kept = null;
  try { kept = sessionStorage.getItem(keyOf(area)); } catch { return; }
  if (!kept || kept === area.value) return;
  area.value = kept;
  area.dispatchEvent(new Event("input", { bubbles: true }));
  const note = area.form?.querySelector("[data-draft-found]");
  if (note) note.hidden = false;
}

function drop(form) {
  for (const area of form.querySelectorAll("textarea[data-draft]")) {
    try { sessionStorage.removeItem(keyOf(area)); } catch { /* nothing was kept */ }
  }
}

const findAll = (root) => { for (const area of root.querySelectorAll("textarea[data-draft]")) find(area); };

document.addEventListener("input", (event) => {
  if (event.target.matches("textarea[data-draft]")) keep(event.target);
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-draft-drop]");
  if (!button) return;
  drop(button.form);
  for (const area of button.form.querySelectorAll("textarea[data-draft]")) {
    area.value = area.defaultValue;
    area.dispatchEvent(new Event("input", { bubbles: true }));
    area.focus();
  }
  button.closest("[data-draft-found]").hidden = true;
});
// sent by htmx: dropped when the server has answered well; otherwise it is still needed
document.addEventListener("htmx:after:request", (event) => {
  const ctx = event.detail?.ctx;
  if (ctx?.sourceElement instanceof HTMLFormElement && ctx.response?.raw?.ok) drop(ctx.sourceElement);
});
document.addEventListener("liant:shown", (event) => findAll(event.target));
findAll(document);
