// The remarks on a text that is being written, underlined under the text area: the list beside names their places
// (data-start, data-end, in characters), the page reads it again a moment after each word.

const area = document.querySelector("textarea[data-underlined]");
const layer = document.querySelector("[data-underlines]");

function draw() {
  const characters = [...area.value];
  const remarks = [...document.querySelectorAll("[data-start]")]
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

function point(event) {
  const id = event.target.closest?.("[data-start]")?.id;
  for (const mark of layer.querySelectorAll("mark")) mark.classList.toggle("here", mark.dataset.of === id);
}

if (area && layer) {
  area.addEventListener("input", () => { draw(); layer.classList.add("stale"); });
  document.addEventListener("liant:shown", draw);
  document.addEventListener("focusin", point);
  document.addEventListener("mouseover", point);
  draw();
}
