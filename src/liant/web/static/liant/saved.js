// Saved replies: "/" at the beginning of a line opens them, letters narrow them, Enter puts the chosen one in the text.
// Those that ask for something keep their link: the page they lead to asks for it.

const details = () => document.querySelector("details[data-saved]");
const areaOf = (found) => found.closest(".talk-foot")?.querySelector("form.composer textarea");

function open(found) {
  found.open = true;
  const filter = found.querySelector("[data-saved-filter]");
  if (!filter) return;
  filter.hidden = false;
  const input = filter.querySelector("input");
  input.value = "";
  narrow(found, "");
  input.focus();
}

function narrow(found, words) {
  const wanted = fold(words);
  for (const row of found.querySelectorAll("[data-saved-list] > li")) row.hidden = !fold(row.textContent).includes(wanted);
}

const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

function put(found, link) {
  const area = areaOf(found);
  if (!area) return;
  const at = area.selectionStart ?? area.value.length;
  const slash = area.value[at - 1] === "/" ? at - 1 : at;
  area.setRangeText(link.dataset.savedText, slash, area.selectionEnd ?? at, "end");
  const carried = area.form.querySelector("input[name=saved]");
  if (carried) carried.value = link.dataset.savedId;
  found.open = false;
  area.focus();
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

const isAtStart = (area) => {
  const before = area.value.slice(0, area.selectionStart ?? 0);
  return before === "" || before.endsWith("\n");
};

document.addEventListener("keydown", (event) => {
  const found = details();
  if (!found || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const area = areaOf(found);
  if (event.key === "/" && event.target === area && isAtStart(area)) {
    event.preventDefault();
    open(found);
  } else if (found.open && event.key === "Escape") {
    found.open = false;
    area?.focus();
  } else if (event.key === "Enter" && event.target.matches("[data-saved-filter] input")) {
    event.preventDefault();
    found.querySelector("[data-saved-list] > li:not([hidden]) a[data-saved-id]")?.click();
  }
});
document.addEventListener("input", (event) => {
  if (event.target.matches("[data-saved-filter] input")) narrow(details(), event.target.value);
});
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-saved-id]");
  if (!link || link.hasAttribute("data-saved-asks") || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  put(details(), link);
});
document.addEventListener("toggle", (event) => {
  if (event.target.matches?.("details[data-saved]") && event.target.open) open(event.target);
}, true);
