// Live parts: the page listens to data-live, and reads again the parts whose topic changed.
// Without the stream, it reads them every thirty seconds, and says that the connection is lost.

const main = document.querySelector("[data-live]");
const lost = document.getElementById("connection");
const POLL_MS = 30_000;
const GRACE_MS = 5_000; // a short cut is nobody's business
const CALM_MS = 400; // several changes at once are read once
let graceTimer = 0;
let pollTimer = 0;
const changed = new Set();
let readTimer = 0;

function read() {
  const topics = new Set(changed);
  changed.clear();
  readTimer = 0;
  for (const part of document.querySelectorAll("[data-live-part]")) {
    const topic = part.dataset.liveTopic;
    if (topic && !topics.has("") && !topics.has(topic)) continue;
    // what one is writing in is never taken away
    if (part.querySelector("textarea:focus, input:focus, dialog[open]")) continue;
    part.dispatchEvent(new CustomEvent("liant:read"));
  }
}

function soon(topic) {
  changed.add(topic);
  readTimer ||= setTimeout(read, CALM_MS);
}

function heard(event) {
  let news = {};
  try { news = JSON.parse(event.data || "{}") ?? {}; } catch { news = {}; }
  soon(news.topic ?? "");
  if (news.say) document.dispatchEvent(new CustomEvent("liant:say", { detail: news.say }));
}

function back() {
  clearTimeout(graceTimer);
  graceTimer = 0;
  if (!pollTimer) return;
  clearInterval(pollTimer);
  pollTimer = 0;
  lost.hidden = true;
  soon("");
  document.dispatchEvent(new CustomEvent("liant:say", { detail: lost.dataset.back }));
}

function cut() {
  if (graceTimer || pollTimer) return;
  graceTimer = setTimeout(() => {
    graceTimer = 0;
    lost.hidden = false;
    pollTimer = setInterval(() => { soon(""); if (stream.readyState === EventSource.CLOSED) listen(); }, POLL_MS);
  }, GRACE_MS);
}

let stream = null;

function listen() {
  stream = new EventSource(main.dataset.live);
  stream.addEventListener("open", back);
  stream.addEventListener("message", heard);
  for (const name of (main.dataset.liveEvents ?? "").split(/\s+/).filter(Boolean)) {
    stream.addEventListener(name, (event) => {
      heard({ data: event.data?.startsWith("{") ? event.data : JSON.stringify({ topic: name }) });
    });
  }
  stream.addEventListener("error", cut);
}

if (main && lost && "EventSource" in window) {
  listen();
  // a page brought back from the cache has slept: it reads everything again
  addEventListener("pageshow", (event) => { if (event.persisted) soon(""); });
  addEventListener("pagehide", () => stream?.close());
}
