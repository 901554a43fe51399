// The composer's count, as the network counts: data-counts="graphemes" or "characters", data-limit="300".
// The words come from the page, in the reader's language.

const RING = 50.3; // length of a circle of radius 8
const segmenter = typeof Intl.Segmenter === "function" ? new Intl.Segmenter(undefined, { granularity: "grapheme" }) : null;

function length(text, counts) {
  if (counts === "graphemes" && segmenter) {
    let count = 0;
    for (const _ of segmenter.segment(text)) count += 1;
    return count;
  }
  return [...text].length;
}

function show(area) {
  const shown = document.getElementById(`${area.id}-count`);
  const limit = Number(area.dataset.limit);
  if (!shown || !limit) return;
  const count = length(area.value, area.dataset.counts);
  const over = Math.max(count - limit, 0);
  const phrase = over > 1 ? shown.dataset.overMany : over === 1 ? shown.dataset.overOne : shown.dataset.words;
  shown.querySelector("[data-count]").textContent = phrase
    .replace("{count}", count).replace("{limit}", limit).replace("{over}", over);
  shown.classList.toggle("over", over > 0);
  shown.querySelector(".fg").setAttribute("stroke-dasharray", `${(RING * Math.min(count / limit, 1)).toFixed(1)} 60`);
  const crossed = over > 0 !== (area.getAttribute("aria-invalid") === "true");
  if (crossed) {
    area.setAttribute("aria-invalid", String(over > 0));
    document.dispatchEvent(new CustomEvent("liant:say", { detail: shown.querySelector("[data-count]").textContent }));
  }
}

const showAll = (root) => { for (const area of root.querySelectorAll("textarea[data-limit]")) show(area); };

document.addEventListener("input", (event) => {
  if (event.target.matches("textarea[data-limit]")) show(event.target);
});
document.addEventListener("liant:shown", (event) => showAll(event.target));
showAll(document);
