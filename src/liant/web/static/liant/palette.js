// The palette (Ctrl K): what the page itself declares can be done (data-key), and what the house answers while one types.
// Arrows walk the lines, Enter takes the first one. Without script, the same box is a page.

import { act, commands, words } from "./keys.js";

const form = document.querySelector("form[data-palette]");
const dialog = form?.closest("dialog");
const input = form?.elements.q;
const own = dialog?.querySelector("[data-here]");
const CALM_MS = 150;
let timer = 0;

const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const lines = () => [...dialog.querySelectorAll("[data-command]")].filter((line) => line.checkVisibility());

/** What this page can do: the elements that have a key, and words. */
function showOwn() {
  const list = own.querySelector("ul");
  const wanted = fold(input.value).split(/\s+/).filter(Boolean);
  list.replaceChildren();
  for (const element of commands()) {
    if (dialog.contains(element) || element.dataset.opens === dialog.id) continue;
    const label = words(element);
    const has = fold(label).split(/[^\p{L}\p{N}]+/u);
    if (!label || !wanted.every((word) => has.some((one) => one.startsWith(word)))) continue;
    const line = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "as-link";
    button.dataset.command = "";
    button.textContent = label;
    button.addEventListener("click", () => { dialog.close(); act(element); });
    const key = document.createElement("kbd");
    key.textContent = element.dataset.key.toUpperCase();
    line.append(button, key);
    list.append(line);
  }
  own.hidden = !list.children.length;
}

function seek() {
  timer = 0;
  form.dispatchEvent(new CustomEvent("liant:seek"));
}

function walk(step) {
  const all = lines();
  const here = all.indexOf(document.activeElement);
  if (here + step < 0 || !all.length) input.focus();
  else all[Math.min(here + step, all.length - 1)].focus();
}

if (dialog && input && own) {
  new MutationObserver(() => {
    if (!dialog.open) return;
    input.select();
    showOwn();
    seek();
  }).observe(dialog, { attributes: true, attributeFilter: ["open"] });
  // an answer that comes late takes the place of the line one stood on: back to the box, not out of it
  new MutationObserver(() => {
    if (dialog.open && !dialog.contains(document.activeElement)) input.focus();
  }).observe(dialog, { childList: true, subtree: true });
  input.addEventListener("input", () => {
    showOwn();
    clearTimeout(timer);
    timer = setTimeout(seek, CALM_MS);
  });
  form.addEventListener("submit", (event) => {
    const first = lines()[0];
    if (!first) return; // nothing yet: the page answers
    event.preventDefault();
    first.click();
  });
  dialog.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    walk(event.key === "ArrowDown" ? 1 : -1);
  });
}
