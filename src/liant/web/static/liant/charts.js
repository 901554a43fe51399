// Charts drawn in the browser, from the data beside their table. ECharts draws on a canvas and writes its labels there too:
// nothing inline, which the page would refuse. Colours are the tokens', by day and by night.

const NARROW = 560;
const LINE = 18;
let ground = document.documentElement;
const figures = [...document.querySelectorAll("[data-chart]")];
const isNight = matchMedia("(prefers-color-scheme: dark)");
const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;

if (window.echarts) {
  const charts = figures.map(begin);
  const anew = () => charts.forEach((chart) => chart());
  isNight.addEventListener("change", anew);
  new MutationObserver(anew).observe(document.documentElement, { attributeFilter: ["data-bs-theme"] });
}

function begin(figure) {
  const data = JSON.parse(document.getElementById(figure.dataset.chart).textContent);
  const place = figure.querySelector(".drawn");
  place.hidden = false;
  figure.querySelector(".twin").open = false;
  const chart = echarts.init(place, null, { renderer: "canvas" });
  const draw = () => {
    ground = place;
    chart.resize();
    chart.setOption(options(data, place.clientWidth), true);
    chart.setOption({ graphic: names(data, chart) });
  };
  new ResizeObserver(draw).observe(place);
  draw();
  return draw;
}

// As they are where the chart stands: part of a page may be shown by night.
function token(name) {
  return getComputedStyle(ground).getPropertyValue(name).trim();
}

// The name of each series at the height of its last value, a line apart; a phone has no room for them and shows a legend.
function names(data, chart) {
  if (chart.getWidth() < NARROW) return [];
  const lasts = data.series.map((one) => ({ label: one.label, value: one.values.at(-1) ?? 0 }));
  lasts.sort((one, other) => other.value - one.value);
  let lowest = -Infinity;
  return lasts.map(({ label, value }, place) => {
    const ground = chart.getHeight() - 44 - (lasts.length - 1 - place) * LINE; // those below it need their line too
    lowest = Math.min(Math.max(chart.convertToPixel({ yAxisIndex: 0 }, value) - 8, lowest + LINE), ground);
    const style = { text: label, fill: token("--ink"), font: `600 13px ${token("--voice-house")}` };
    return { type: "text", left: chart.getWidth() - 126, top: lowest, style };
  });
}

function options(data, width) {
  const text = { color: token("--ink-2"), fontFamily: token("--voice-house"), fontSize: 13 };
  const isNarrow = width < NARROW;
  return {
    animation: !isStill,
    animationDuration: 220,
    textStyle: text,
    grid: { left: 36, right: isNarrow ? 16 : 136, top: 24, bottom: isNarrow ? 64 : 32 },
    legend: { show: isNarrow, bottom: 0, textStyle: text },
    xAxis: {
      type: "category",
      data: data.labels,
      axisTick: { show: false, interval: 0 }, // a stretch is drawn from tick to tick, also where labels are thinned
      axisLabel: text,
      axisLine: { lineStyle: { color: token("--ink-3") } },
    },
    yAxis: { type: "value", minInterval: 1, axisLabel: text, splitLine: { lineStyle: { color: token("--c-grid") } } },
    tooltip: {
      trigger: "axis",
      renderMode: "richText",
      backgroundColor: token("--sheet"),
      borderColor: token("--line-strong"),
      textStyle: { ...text, color: token("--ink") },
      formatter: (points) => told(data, points),
    },
    series: data.series.map((one, index) => series(data, one, index, text)),
  };
}

function series(data, one, index, text) {
  const color = [token("--c1-soft"), token("--c3"), token("--c2")][index];
  if (one.shape === "line") {
    const lineStyle = { width: 2.25, type: index > 1 ? "dashed" : "solid" };
    return {
      name: one.label, type: "line", data: one.values, color, lineStyle, symbol: "circle", symbolSize: 5,
      connectNulls: false, z: 3,
    };
  }
  return {
    name: one.label, type: "bar", data: one.values, color, barCategoryGap: "30%",
    itemStyle: { borderColor: token("--c1"), borderWidth: 1 }, markArea: holes(data, text),
  };
}

function holes(data, text) {
  const runs = [];
  data.holes.forEach((hole, place) => {
    if (!hole) return;
    const last = runs.at(-1);
    if (last && last[1] === place - 1) last[1] = place;
    else runs.push([place, place]);
  });
  return {
    silent: true,
    itemStyle: { color: hatch(), borderColor: token("--ink-3"), borderWidth: 1, borderType: "dashed" },
    label: { ...text, position: "insideTop", overflow: "break" },
    data: runs.map(([from, to]) => {
      const isWhole = data.series[0].values.slice(from, to + 1).every((value) => value === null);
      return [{ xAxis: from, name: to > from ? (isWhole ? data.nothing : data.not_all) : "" }, { xAxis: to }];
    }),
  };
}

function hatch() {
  const tile = document.createElement("canvas");
  tile.width = tile.height = 7;
  const brush = tile.getContext("2d");
  brush.strokeStyle = token("--line-strong");
  brush.globalAlpha = 0.4;
  brush.beginPath();
  brush.moveTo(0, 7);
  brush.lineTo(7, 0);
  brush.stroke();
  return { image: tile, repeat: "repeat" };
}

function told(data, points) {
  const place = points[0].dataIndex;
  const lines = points.map((point) => `${point.seriesName}\u00a0: ${point.value ?? data.nothing}`);
  if (data.holes[place] && data.series[0].values[place] !== null) lines.push(data.not_all);
  return [data.names[place], ...lines].join("\n");
}
