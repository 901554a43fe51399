// A piece of the calendar dragged to another day, or to a free place: what is dropped is sent by the form that stands on the
// page, as if it had been filled in. Without script, "Move" does the same.

const form = document.getElementById("put");
let held = null;

const placeOf = (target) => (target instanceof Element ? target.closest("[data-hour], [data-day]") : null);
const dayOf = (place) => place?.closest("[data-day]");

function leave() {
  for (const one of document.querySelectorAll(".cal-day.over, .cal-free.over")) one.classList.remove("over");
}

function take(event) {
  held = event.target instanceof Element ? event.target.closest("[data-version]") : null;
  if (!held) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", held.querySelector("a")?.textContent ?? "");
  held.classList.add("held");
}

function hover(event) {
  const place = placeOf(event.target);
  leave();
  if (!held || !dayOf(place)) return;
  event.preventDefault(); // it may be dropped here
  event.dataTransfer.dropEffect = "move";
  place.classList.add("over");
}

function drop(event) {
  const place = placeOf(event.target);
  const day = dayOf(place);
  if (!held || !day) return;
  event.preventDefault();
  form.elements.version.value = held.dataset.version;
  form.elements.day.value = day.dataset.day;
  form.elements.hour.value = place.dataset.hour ?? "";
  form.requestSubmit();
}

function end() {
  held?.classList.remove("held");
  held = null;
  leave();
}

if (form) {
  document.addEventListener("dragstart", take);
  document.addEventListener("dragover", hover);
  document.addEventListener("drop", drop);
  document.addEventListener("dragend", end);
}
