// The keyboard. Pages declare their keys in the markup: data-key="r", "g i" (one after the other), "Control+k".
// Single keys never act while one types, and can be switched off: in the list that ? shows, or on the page of one's account.

const YEAR_SECONDS = 365 * 24 * 3600;
const PATIENCE_MS = 1200; // between the two keys of a pair
let first = "";
let firstAt = 0;

const isTyping = (element) =>
  element instanceof HTMLElement &&
  (element.isContentEditable || element.matches("input:not([type=checkbox]):not([type=radio]):not([type=submit]), textarea, select"));

// the server reads the same cookie, and says so on every page
const areSingleKeysOff = () => document.documentElement.dataset.keys === "off";

function switchKeys(areOn) {
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `liant_keys=off; path=/; max-age=${areOn ? 0 : YEAR_SECONDS}; samesite=lax${secure}`;
  if (areOn) delete document.documentElement.dataset.keys;
  else document.documentElement.dataset.keys = "off";
}

/** The elements that have a key and that one could use now. */
export function commands() {
  return [...document.querySelectorAll("[data-key]")].filter((element) => {
    const isInMenu = element.closest("details.menu:not([open])");
    return (isInMenu || element.checkVisibility()) && !element.disabled;
  });
}

/** The element that a key means: the first one that can be seen. */
const declared = (key) => commands().find((element) => element.dataset.key.toLowerCase() === key.toLowerCase()) ?? null;

export function act(element) {
  if (isTyping(element)) {
    element.focus();
    element.scrollIntoView({ block: "nearest" });
  } else {
    element.click();
  }
}

/** J and K: from person to person, in the list one is in or else the first one. */
function walk(step) {
  const list = document.activeElement?.closest("[data-rows]") ?? document.querySelector("[data-rows]");
  const rows = [...document.querySelectorAll("[data-rows] [data-row]")].filter((row) => row.checkVisibility());
  if (!rows.length) return false;
  let here = rows.indexOf(document.activeElement);
  if (here < 0) here = rows.findIndex((row) => row.getAttribute("aria-current"));
  if (here < 0) here = rows.findIndex((row) => list?.contains(row)) - (step > 0 ? 1 : 0);
  const next = rows[Math.min(Math.max(here + step, 0), rows.length - 1)];
  next.focus();
  next.scrollIntoView({ block: "nearest" });
  return true;
}

/** X: choose the row one is on; where rows cannot be chosen yet, go where they can. */
function choose() {
  const row = document.activeElement?.closest("[data-row]");
  const box = row?.closest("li")?.querySelector("input[data-select]");
  const way = box ?? document.querySelector("[data-choose]");
  way?.click();
  row?.focus();
  return Boolean(way);
}

function press(key) {
  const pair = performance.now() - firstAt < PATIENCE_MS && first ? `${first} ${key}` : "";
  first = "";
  const element = (pair && declared(pair)) || declared(key);
  if (element) {
    act(element);
    return true;
  }
  if (key === "j" || key === "k") return walk(key === "j" ? 1 : -1);
  if (key === "x") return choose();
  if (document.querySelector(`[data-key^="${CSS.escape(key)} "]`)) {
    first = key;
    firstAt = performance.now();
  }
  return false;
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || event.altKey) return;
  const key = event.key;
  if (event.ctrlKey || event.metaKey) {
    const typing = document.activeElement;
    if (key === "Enter" && typing?.form) {
      const button = typing.form.querySelector("[data-submits]:not([disabled])");
      if (button) { event.preventDefault(); typing.form.requestSubmit(button); }
      return;
    }
    const element = declared(`Control+${key}`);
    if (element) { event.preventDefault(); act(element); }
    return;
  }
  if (isTyping(event.target)) {
    if (key === "Escape" && !event.target.closest("dialog")) event.target.blur();
    return;
  }
  if (key.length !== 1 || document.querySelector("dialog[open]")) return;
  if (key !== "?" && areSingleKeysOff()) return;
  if (press(key.toLowerCase())) event.preventDefault();
});

// ------------------------------------------------------------ the list of keys

const help = document.getElementById("keys-help");
const KEY_NAMES = { control: help?.dataset.control ?? "Ctrl" };

export function words(element) {
  const label = element.dataset.keyLabel || element.getAttribute("aria-label");
  if (label) return label;
  if (isTyping(element)) return document.querySelector(`label[for="${CSS.escape(element.id)}"]`)?.textContent ?? "";
  const copy = element.cloneNode(true);
  for (const extra of copy.querySelectorAll("kbd, .vh, .ribbon, small")) extra.remove();
  return copy.textContent.trim().replace(/\s+/g, " ");
}

function list() {
  const keys = help.querySelector("[data-keys-list]");
  for (const added of keys.querySelectorAll("[data-added]")) added.remove();
  const known = new Set(["?"]);
  for (const element of document.querySelectorAll("[data-key]")) {
    const key = element.dataset.key;
    if (known.has(key) || !words(element)) continue;
    known.add(key);
    const term = document.createElement("dt");
    const meaning = document.createElement("dd");
    term.dataset.added = meaning.dataset.added = "";
    for (const part of key.split(/[ +]/)) {
      const cap = document.createElement("kbd");
      cap.textContent = KEY_NAMES[part.toLowerCase()] ?? part.toUpperCase();
      term.append(cap, " ");
    }
    meaning.textContent = words(element);
    keys.append(term, meaning);
  }
}

if (help) {
  const toggle = help.querySelector("[data-keys-switch]");
  toggle.checked = !areSingleKeysOff();
  toggle.addEventListener("change", () => switchKeys(toggle.checked));
  // the list is made anew each time it opens: parts of the page may have come since
  new MutationObserver(() => { if (help.open) list(); }).observe(help, { attributes: true, attributeFilter: ["open"] });
}
