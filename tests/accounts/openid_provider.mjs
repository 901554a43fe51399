// A real OpenID provider: whoever names themselves is known, under an address of the bakery. "mallory" claims Bob's
// address without having proven it. Started by test_sign_in_provider.py.

import { pathToFileURL } from "node:url";

const { Provider } = await import(pathToFileURL(process.env.OIDC_PROVIDER));
const { ISSUER, REDIRECT_URI } = process.env;

const claimsOf = (id) => ({
  sub: id,
  name: `${id[0].toUpperCase()}${id.slice(1)}`,
  email: id === "mallory" ? "bob@fournils.test" : `${id}@fournils.test`,
  email_verified: id !== "mallory",
});

const provider = new Provider(ISSUER, {
  clients: [{
    client_id: "liant",
    client_secret: "a secret between two machines",
    redirect_uris: [REDIRECT_URI],
    response_types: ["code"],
    grant_types: ["authorization_code"],
  }],
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
  cookies: { keys: ["only for tests"] },
  findAccount: (_context, id) => ({ accountId: id, claims: () => claimsOf(id) }),
});
provider.listen(Number(new URL(ISSUER).port), "127.0.0.1");
