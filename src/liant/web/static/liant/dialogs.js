// Dialogs: opened by data-opens="id", closed by data-closes, by Escape or by a click beside them.
// A link that opens a dialog keeps its address: without script, it leads to a page that asks the same.

let opener = null;

function open(dialog, from) {
  opener = from;
  from?.closest("details.menu")?.removeAttribute("open");
  dialog.showModal();
}

document.addEventListener("click", (event) => {
  const from = event.target.closest("[data-opens]");
  if (from && !event.ctrlKey && !event.metaKey) {
    const dialog = document.getElementById(from.dataset.opens);
    if (dialog instanceof HTMLDialogElement) {
      event.preventDefault();
      open(dialog, from);
      return;
    }
  }
  const dialog = event.target.closest("dialog");
  if (!dialog) return;
  if (event.target.closest("[data-closes]")) dialog.close();
  else if (event.target === dialog && isBeside(dialog, event)) dialog.close();
});

function isBeside(dialog, { clientX, clientY }) {
  const box = dialog.getBoundingClientRect();
  return clientX < box.left || clientX > box.right || clientY < box.top || clientY > box.bottom;
}

document.addEventListener("close", () => {
  // the browser gives the focus back by itself, except to an opener that hides in a closed menu
  if (opener && !opener.checkVisibility()) opener.closest("details")?.querySelector("summary")?.focus();
  opener = null;
}, true);
