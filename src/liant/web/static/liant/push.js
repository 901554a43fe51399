// "Tell me on this phone": registers the service worker, asks the browser once, and gives the server what it needs to seal
// notices for this browser. data-push="the installation's public key" stands around the button.

const place = document.querySelector("[data-push]");
const button = place?.querySelector("[data-push-begins]");
const says = place?.querySelector("[data-push-says]");
const token = () => document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";

const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));

async function begin() {
  const registration = await navigator.serviceWorker.ready;
  if ((await Notification.requestPermission()) !== "granted") throw new Error("refused");
  const subscription = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(place.dataset.push) });
  const { endpoint, keys } = subscription.toJSON();
  const data = new FormData();
  for (const [name, value] of Object.entries({ csrfmiddlewaretoken: token(), endpoint, ...keys })) data.append(name, value);
  const answer = await fetch(place.dataset.pushTo, { method: "POST", body: data });
  if (!answer.ok) throw new Error(String(answer.status));
}

if (place && "serviceWorker" in navigator) {
  navigator.serviceWorker.register(place.dataset.worker, { scope: "/" }).catch(() => {});
  if (button && "PushManager" in window) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await begin();
        says.textContent = button.dataset.done;
      } catch {
        says.textContent = button.dataset.failed;
      }
    });
  }
}
