// The remarks on a text that is being written, underlined under its text area: data-underlined names the element whose
// remarks say their places (data-start, data-end, in characters); the page reads the text again a moment after each word.

const areas = () => document.querySelectorAll("textarea[data-underlined]");
const layerOf = (area) => area.parentElement.querySelector("[data-underlines]");
const remarksOf = (area) => document.getElementById(area.dataset.underlined || "remarks")?.querySelectorAll("[data-start]") ?? [];

function draw(area) {
  const layer = layerOf(area);
  if (!layer) return;
  const characters = [...area.value];
  const remarks = [...remarksOf(area)]
    .map((one) => ({ start: Number(one.dataset.start), end: Number(one.dataset.end), css: one.dataset.css, id: one.id }))
    .sort((one, other) => one.start - other.start);
  const found = document.createDocumentFragment();
  let place = 0;
  for (const { start, end, css, id } of remarks) {
    if (start < place || end > characters.length) continue;
    found.append(characters.slice(place, start).join(""));
    const mark = document.createElement("mark");
    mark.className = css;
    mark.dataset.of = id;
    mark.textContent = characters.slice(start, end).join("");
    found.append(mark);
    place = end;
  }
  found.append(`${characters.slice(place).join("")}\n`);
  layer.replaceChildren(found);
  layer.classList.remove("stale");
}

const drawAll = () => { for (const area of areas()) draw(area); };

function point(event) {
  const id = event.target.closest?.("[data-start]")?.id;
  for (const mark of document.querySelectorAll("[data-underlines] mark")) mark.classList.toggle("here", mark.dataset.of === id);
}

document.addEventListener("input", (event) => {
  if (!event.target.matches?.("textarea[data-underlined]")) return;
  draw(event.target);
  layerOf(event.target)?.classList.add("stale");
});
document.addEventListener("liant:shown", drawAll);
document.addEventListener("focusin", point);
document.addEventListener("mouseover", point);
drawAll();
