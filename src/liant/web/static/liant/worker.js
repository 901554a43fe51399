// The service worker: what Liant does on this device while no page of it is open. It tells what was sent to this browser alone,
// opens what was tapped, and says so where there is no network. No page is kept: what is private stays on the server.

const OFFLINE = "/offline/";
const KEPT = "liant-offline-1";

async function keep() {
  const cache = await caches.open(KEPT);
  const page = await fetch(OFFLINE, { cache: "reload" });
  const styles = [...(await page.clone().text()).matchAll(/rel="stylesheet" href="([^"]+)"/g)].map((found) => found[1]);
  await cache.put(OFFLINE, page);
  await cache.addAll(styles);
}

self.addEventListener("install", (event) => {
  event.waitUntil(keep());
  self.skipWaiting();
});

self.addEventListener("activate", (event) => {
  const forget = async () => {
    for (const name of await caches.keys()) if (name !== KEPT) await caches.delete(name);
    await self.clients.claim();
  };
  event.waitUntil(forget());
});

self.addEventListener("fetch", (event) => {
  const { mode, method, destination } = event.request;
  if (method !== "GET" || (mode !== "navigate" && destination !== "style")) return;
  const kept = mode === "navigate" ? OFFLINE : event.request;
  event.respondWith(fetch(event.request).catch(async () => (await caches.match(kept)) ?? Response.error()));
});

self.addEventListener("push", (event) => {
  let told = {};
  try {
    told = event.data?.json() ?? {};
  } catch {
    return;
  }
  const shown = { body: told.body, icon: "/static/liant/icon-192.png", badge: "/static/liant/icon-192.png", tag: told.url, data: { url: told.url } };
  event.waitUntil(self.registration.showNotification(told.title || "Liant", shown));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const url = new URL(event.notification.data?.url || "/", self.location.origin);
  if (url.origin !== self.location.origin) return;
  event.waitUntil(self.clients.openWindow(url.href));
});
