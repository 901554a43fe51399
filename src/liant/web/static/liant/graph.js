// Teams and the ties between them, drawn by sigma where the server has laid them out. A team under the pointer
// shows its own links alone; the table says the same to everyone. Without a script, without WebGL or on a phone, the server's picture stays.

const isNight = matchMedia("(prefers-color-scheme: dark)");

for (const figure of document.querySelectorAll("[data-graph]")) begin(figure);

function begin(figure) {
  if (!window.Sigma || !window.graphology || !document.createElement("canvas").getContext("webgl2")) return;
  const data = JSON.parse(document.getElementById(figure.dataset.graph).textContent);
  const place = figure.querySelector(".drawn-graph");
  const picture = figure.querySelector(".on-wide");
  const small = figure.querySelector(".on-phone");
  if (!place || !picture || !data.nodes.length) return;
  let drawn = null;
  const look = () => {
    const isWide = getComputedStyle(small).display === "none";
    place.hidden = !isWide;
    picture.hidden = isWide;
    if (isWide && !drawn) drawn = draw(place, data, picture.querySelector("svg").getAttribute("aria-label"));
  };
  const anew = () => {
    drawn?.kill();
    drawn = null;
    look();
  };
  new ResizeObserver(look).observe(place.parentElement);
  isNight.addEventListener("change", anew);
  new MutationObserver(anew).observe(document.documentElement, { attributeFilter: ["data-bs-theme"] });
  look();
}

function draw(place, data, spoken) {
  const token = (name) => getComputedStyle(place).getPropertyValue(name).trim();
  const scale = place.clientWidth / 640;
  const graph = new graphology.Graph({ type: "undirected" });
  for (const { key, label, people, x, y, size } of data.nodes) {
    graph.addNode(key, { label, people, x, y, size: size * scale, color: token("--c1") });
  }
  for (const { from, to, size, label } of data.edges) {
    graph.addEdge(from, to, { size: Math.max(1, size * scale), label, color: mixed(token("--c1"), token("--paper"), 0.3 + size / 14) });
  }
  let chosen = null;
  const isNear = (node) => chosen === null || node === chosen || graph.areNeighbors(node, chosen);
  const names = (context, node, settings) => written(context, node, settings, token, place);
  const sigma = new Sigma(graph, place, {
    allowInvalidContainer: true,
    enableCameraZooming: false, // the wheel belongs to the page
    enableCameraPanning: false,
    enableCameraRotation: false,
    stagePadding: 64,
    labelRenderedSizeThreshold: 0,
    labelDensity: 100,
    defaultDrawNodeLabel: names,
    defaultDrawNodeHover: names,
    nodeReducer: (node, one) => (isNear(node) ? one : { ...one, color: mixed(token("--c1"), token("--paper"), 0.3) }),
    edgeReducer: (edge, one) => (chosen === null || graph.hasExtremity(edge, chosen) ? one : { ...one, hidden: true }),
  });
  const choose = (node) => {
    chosen = node;
    sigma.refresh({ skipIndexation: true });
  };
  sigma.on("enterNode", ({ node }) => choose(node));
  sigma.on("leaveNode", () => choose(null));
  place.setAttribute("role", "img");
  place.setAttribute("aria-label", spoken);
  return sigma;
}

// The number of people in the circle, the team's name above it or below, on the side away from the middle.
function written(context, node, settings, token, place) {
  if (!node.label) return;
  const isAbove = node.y < place.clientHeight / 2;
  const voice = token("--voice-house");
  context.textAlign = "center";
  context.font = `600 14px ${voice}`;
  context.fillStyle = token("--paper");
  context.fillText(String(node.people), node.x, node.y + 5);
  const y = isAbove ? node.y - node.size - 8 : node.y + node.size + 18;
  context.lineWidth = 5;
  context.lineJoin = "round";
  context.strokeStyle = token("--paper");
  context.strokeText(node.label, node.x, y);
  context.fillStyle = token("--ink");
  context.fillText(node.label, node.x, y);
}

// So much of a colour on the ground it is drawn on: where lines cross, neither shines through.
function mixed(color, ground, part) {
  const parts = [1, 3, 5].map((at) => {
    const [over, under] = [color, ground].map((one) => parseInt(one.slice(at, at + 2), 16));
    return Math.round(under + (over - under) * Math.min(1, part));
  });
  return `rgb(${parts.join(", ")})`;
}
