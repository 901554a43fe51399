// Passkeys: a form with data-passkey="make" or "use" asks the browser for a key before it is sent.
// The server's question is in data-options, or is fetched from data-options-from; the answer goes into "credential".

const BYTES = ["challenge", "id", "userHandle"];
const IS_NUMBER = /^[\d.]+$|^\[/.test(location.hostname); // browsers tie no key to an IP address

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-passkey]");
  if (!form || form.dataset.answered) return;
  event.preventDefault();
  const words = form.querySelector("[data-passkey-problem]");
  words.hidden = true;
  if (IS_NUMBER) return say(words, words.dataset.passkeyNumber);
  if (!window.PublicKeyCredential) return say(words, words.dataset.passkeyMissing);
  try {
    const credential = await ask(form, await question(form));
    form.elements.credential.value = JSON.stringify(written(credential));
  } catch {
    return say(words, words.dataset.passkeyProblem);
  }
  form.dataset.answered = "yes";
  form.requestSubmit(event.submitter);
});

function say(element, words) {
  element.textContent = words;
  element.hidden = false;
}

async function question(form) {
  if (form.dataset.options) return JSON.parse(form.dataset.options).publicKey;
  const answer = await fetch(form.dataset.optionsFrom, {
    headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" },
  });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return (await answer.json()).request_options.publicKey;
}

function ask(form, options) {
  const publicKey = read(options);
  if (form.dataset.passkey === "use") return navigator.credentials.get({ publicKey });
  const isAlone = Boolean(form.elements.passwordless?.checked);
  publicKey.authenticatorSelection = {
    ...publicKey.authenticatorSelection,
    residentKey: isAlone ? "required" : "discouraged",
    requireResidentKey: isAlone,
    ...(isAlone ? { userVerification: "required" } : {}),
  };
  return navigator.credentials.create({ publicKey });
}

function read(options) {
  const copy = { ...options };
  if (copy.user) copy.user = bytesIn(copy.user);
  for (const list of ["allowCredentials", "excludeCredentials"]) {
    if (copy[list]) copy[list] = copy[list].map(bytesIn);
  }
  return bytesIn(copy);
}

function bytesIn(values) {
  const copy = { ...values };
  for (const name of BYTES) if (typeof copy[name] === "string") copy[name] = toBytes(copy[name]);
  return copy;
}

function written(credential) {
  const { response } = credential;
  const answer = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (name in response) answer[name] = response[name] ? toText(response[name]) : null;
  }
  if (response.getTransports) answer.transports = response.getTransports();
  return {
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: answer,
  };
}

function toBytes(text) {
  const base64 = text.replaceAll("-", "+").replaceAll("_", "/");
  return Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
}

function toText(buffer) {
  const base64 = btoa(String.fromCharCode(...new Uint8Array(buffer)));
  return base64.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
