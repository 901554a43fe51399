// Where a network takes no text, the link that opens it copies the words first (data-copies-first="id"); a button with
// data-shares="id" hands them to the phone's own share sheet, where there is one.

const words = (id) => document.getElementById(id)?.value ?? "";

for (const button of document.querySelectorAll("button[data-shares]")) button.hidden = typeof navigator.share !== "function";

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-copies-first]");
  // the window opens whatever comes of the copy: the words stay on the page
  if (link) navigator.clipboard?.writeText(words(link.dataset.copiesFirst)).catch(() => {});
});

document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("button[data-shares]");
  if (!button) return;
  try {
    await navigator.share({ text: words(button.dataset.shares) });
  } catch (error) {
    if (error.name !== "AbortError") button.hidden = true;
  }
});
