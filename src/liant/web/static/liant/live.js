// Live parts: the page listens to data-live, and reads again the parts whose topic changed (and whose thing, where a part
// names one). A line that is cut is told with its hour; once it is back, every part is read again before the page says so.
// Without the stream, parts are read every thirty seconds.

const main = document.querySelector("[data-live]");
const lost = document.getElementById("connection");
const POLL_MS = 30_000;
const GRACE_MS = 5_000; // a short cut is nobody's business
const CALM_MS = 400; // several changes at once are read once
const SILENT_MS = 40_000; // the server beats every fifteen seconds: beyond, the line is dead without saying so
const AGAIN_MS = 5_000; // a part that could not be read is asked for again
let graceTimer = 0;
let pollTimer = 0;
let cutAt = null;
let heardAt = performance.now();
let lastHeard = ""; // the name of the last change, which the server understands
let stream = null;
let readTimer = 0;
const changed = new Map(); // topic → the things that changed, or null for all
const unread = new Set(); // parts that are being read, or could not be

const parts = () => document.querySelectorAll("[data-live-part]");
const isWrittenIn = (part) => part.querySelector("textarea:focus, input:focus, dialog[open]");

function concerns(part, topics) {
  const { liveTopic: topic, liveThing: thing } = part.dataset;
  if (!topic || topics.has("")) return true;
  if (!topics.has(topic)) return false;
  const things = topics.get(topic);
  return !thing || !things || things.has(thing);
}

function read() {
  const topics = new Map(changed);
  changed.clear();
  readTimer = 0;
  for (const part of parts()) {
    if (!concerns(part, topics)) continue;
    if (isWrittenIn(part)) { // what one is writing in is never taken away; it is read once left
      part.addEventListener("focusout", () => soon(part.dataset.liveTopic ?? ""), { once: true });
      continue;
    }
    unread.add(part.id);
    part.dispatchEvent(new CustomEvent("liant:read"));
  }
  settle();
}

function soon(topic, thing = "") {
  if (!thing || changed.get(topic) === null) changed.set(topic, null);
  else changed.set(topic, (changed.get(topic) ?? new Set()).add(thing));
  readTimer ||= setTimeout(read, CALM_MS);
}

function heard(event) {
  heardAt = performance.now();
  if (event.lastEventId) lastHeard = event.lastEventId;
  let news = {};
  try { news = JSON.parse(event.data || "{}") ?? {}; } catch { news = {}; }
  soon(news.topic ?? "", news.id ?? "");
  if (news.say) document.dispatchEvent(new CustomEvent("liant:say", { detail: news.say }));
}

// ------------------------------------------------------------ a line that is cut

const hour = (moment) => lost.dataset.hour
  .replace("{h}", String(moment.getHours()).padStart(2, "0")).replace("{m}", String(moment.getMinutes()).padStart(2, "0"));

function show(words) {
  lost.querySelector("[data-words]").textContent = lost.dataset[words].replace("{time}", hour(cutAt));
  lost.hidden = false;
}

function cut() {
  cutAt ??= new Date();
  if (graceTimer || pollTimer) return;
  graceTimer = setTimeout(() => {
    graceTimer = 0;
    show("cut");
    pollTimer = setInterval(() => { soon(""); if (stream.readyState === EventSource.CLOSED) listen(); }, POLL_MS);
  }, GRACE_MS);
}

function back() {
  heardAt = performance.now();
  clearTimeout(graceTimer);
  graceTimer = 0;
  if (!pollTimer) { cutAt = null; return; }
  clearInterval(pollTimer);
  pollTimer = 0;
  show("fetching");
  soon("");
}

/** The page says that it is up to date only once every part has come. */
function settle() {
  if (!cutAt || pollTimer || graceTimer || changed.size || unread.size || lost.hidden) return;
  cutAt = null;
  lost.hidden = true;
  document.dispatchEvent(new CustomEvent("liant:say", { detail: lost.dataset.back }));
}

const partOf = (event) => {
  const source = event.detail?.ctx?.sourceElement ?? event.target;
  return source instanceof Element ? source.closest("[data-live-part]") : null;
};

document.addEventListener("liant:shown", (event) => {
  if (event.target.id && unread.delete(event.target.id)) settle();
});
document.addEventListener("htmx:after:request", (event) => {
  const part = partOf(event);
  if (!part || !unread.has(part.id)) return;
  const isGone = [403, 404].includes(event.detail.ctx.response?.raw?.status); // not ours to see any more
  if (isGone) { unread.delete(part.id); settle(); }
});
for (const failure of ["htmx:error", "htmx:response:error"]) {
  document.addEventListener(failure, (event) => {
    const part = partOf(event);
    if (!part || !unread.has(part.id)) return;
    setTimeout(() => { if (unread.has(part.id)) soon(part.dataset.liveTopic ?? "", part.dataset.liveThing); }, AGAIN_MS);
  });
}

// ------------------------------------------------------------ the stream

function listen() {
  stream?.close();
  const address = new URL(main.dataset.live, location.href);
  if (lastHeard) address.searchParams.set("heard", lastHeard);
  heardAt = performance.now();
  stream = new EventSource(address);
  stream.addEventListener("open", back);
  stream.addEventListener("message", heard);
  stream.addEventListener("beat", () => { heardAt = performance.now(); });
  for (const name of (main.dataset.liveEvents ?? "").split(/\s+/).filter(Boolean)) {
    stream.addEventListener(name, (event) => {
      heard({ data: event.data?.startsWith("{") ? event.data : JSON.stringify({ topic: name }) });
    });
  }
  stream.addEventListener("error", cut);
}

if (main && lost && "EventSource" in window) {
  listen();
  setInterval(() => {
    if (stream.readyState === EventSource.OPEN && performance.now() - heardAt > SILENT_MS) { cut(); listen(); }
  }, SILENT_MS / 4);
  addEventListener("offline", cut);
  addEventListener("online", () => { if (cutAt) listen(); });
  // a page brought back from the cache has slept: its stream is closed, and everything is read again
  addEventListener("pageshow", (event) => { if (event.persisted) { listen(); soon(""); } });
  addEventListener("pagehide", () => stream?.close());
}
