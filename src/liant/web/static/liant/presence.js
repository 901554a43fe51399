// Who else is here: an open conversation tells its server that someone reads it, or writes, until it is closed or out of
// sight. data-presence="url" stands around the part that shows the others.

const BEAT_MS = 10_000;
const WRITING_MS = 6_000; // after the last key
const place = document.querySelector("[data-presence]");
let wroteAt = -Infinity;
let saidWriting = false;

const isWriting = () => performance.now() - wroteAt < WRITING_MS;
const token = () => document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";

function form(values) {
  const data = new FormData();
  for (const [name, value] of Object.entries({ csrfmiddlewaretoken: token(), ...values })) data.append(name, value);
  return data;
}

function beat() {
  if (document.visibilityState === "hidden") return;
  saidWriting = isWriting();
  // a line that is cut is told elsewhere
  fetch(place.dataset.presence, { method: "POST", body: form({ writing: saidWriting ? "1" : "0" }) }).catch(() => {});
  // whoever went without a word goes from the page too
  const shown = place.querySelector("[data-live-part]");
  if (shown?.querySelector("[data-present]")) shown.dispatchEvent(new CustomEvent("liant:read"));
}

const leave = () => navigator.sendBeacon(place.dataset.presence, form({ gone: "1" }));

/** The part that tells what came asks about what this page has shown: the number that the answer's form holds. */
function askSince() {
  const part = document.getElementById("came");
  const seen = document.querySelector("form.composer input[name=seen]");
  if (!part || !seen) return;
  const address = new URL(part.getAttribute("hx-get"), location.href);
  address.searchParams.set("seen", seen.value);
  part.setAttribute("hx-get", address.pathname + address.search);
}

if (place) {
  setInterval(beat, BEAT_MS);
  setInterval(() => { if (saidWriting && !isWriting()) beat(); }, WRITING_MS / 4);
  beat();
  document.addEventListener("input", (event) => {
    if (!event.target.closest("form.composer")) return;
    wroteAt = performance.now();
    if (!saidWriting) beat();
  });
  document.addEventListener("visibilitychange", () => (document.visibilityState === "hidden" ? leave() : beat()));
  addEventListener("pagehide", leave);
  document.addEventListener("liant:read", (event) => { if (event.target.id === "came") askSince(); }, true);
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-read]");
    const seen = document.querySelector("form.composer input[name=seen]");
    if (!button || !seen) return;
    seen.value = button.dataset.read;
    button.closest(".notice").remove();
    document.querySelector("form.composer textarea")?.focus();
  });
}
