// A button with data-copies="id" copies what stands in that element, and says so (data-copied). Without a script it is hidden:
// the text can be selected where it stands.

function prepare(root) {
  if (!navigator.clipboard) return;
  for (const button of root.querySelectorAll("button[data-copies][hidden]")) button.hidden = false;
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("button[data-copies]");
  const source = button && document.getElementById(button.dataset.copies);
  if (!source) return;
  try {
    await navigator.clipboard.writeText(source.value ?? source.textContent);
  } catch {
    source.focus();
    source.select?.();
    return;
  }
  const said = button.querySelector("[data-copy-says]");
  if (said) said.textContent = button.dataset.copied;
});

prepare(document);
document.addEventListener("htmx:load", (event) => prepare(event.target));
