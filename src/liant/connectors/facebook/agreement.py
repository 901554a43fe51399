"""Signing in at Facebook: from a code to the tokens of the Pages that this person looks after.

A Page's token that comes from a long-lived one has no end of its own, but the data stays open for 90 days only; then
the person has to agree again.
https://developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow
https://developers.facebook.com/docs/facebook-login/guides/access-tokens/get-long-lived
https://developers.facebook.com/docs/graph-api/reference/debug_token
"""

from collections.abc import Sequence
from datetime import UTC, datetime

from liant.connectors import oauth
from liant.connectors.contract import Account, Granted, Json, Tokens
from liant.connectors.graph import VERSION, after, call, listed

SCOPES = ("pages_show_list", "pages_read_engagement", "pages_read_user_content", "pages_manage_engagement")
PLACE = "Facebook"
MOST_LISTS = 20


def address(web: str, account: Account, redirect_uri: str, state: str) -> str:
    identifier, _ = oauth.app_of(account)
    return oauth.address(
        f"{web}/{VERSION}/dialog/oauth",
        client_id=identifier,
        redirect_uri=redirect_uri,
        state=state,
        response_type="code",
        scope=",".join(SCOPES),
    )


def pages_of(api: str, account: Account, code: str, redirect_uri: str) -> Sequence[Granted]:
    """Every Page that the person who agreed may answer for."""
    identifier, secret = oauth.app_of(account)
    app = {"client_id": identifier, "client_secret": secret}
    short = call("GET", f"{api}/oauth/access_token", PLACE, "", {**app, "redirect_uri": redirect_uri, "code": code})
    exchange = {**app, "grant_type": "fb_exchange_token", "fb_exchange_token": short.get("access_token")}
    long = call("GET", f"{api}/oauth/access_token", PLACE, "", exchange)
    person = str(long.get("access_token") or "")
    return [_granted(api, page, f"{identifier}|{secret}") for page in _pages(api, person, secret)]


def _pages(api: str, person: str, secret: str) -> list[Json]:
    pages: list[Json] = []
    params: Json = {"fields": "id,name,access_token,tasks", "limit": 100}
    for _ in range(MOST_LISTS):
        found = call("GET", f"{api}/me/accounts", PLACE, person, params, secret=secret)
        pages += [page for page in listed(found) if page.get("id") and page.get("access_token")]
        if not (mark := after(found)):
            break
        params = {**params, "after": mark}
    return pages


def _granted(api: str, page: Json, app_token: str) -> Granted:
    told = call("GET", f"{api}/debug_token", PLACE, app_token, {"input_token": page["access_token"]})
    data = told.get("data") or {}
    ends = [_moment(data.get(name)) for name in ("expires_at", "data_access_expires_at")]
    expires_at = min((end for end in ends if end), default=None)
    return Granted(
        key=str(page["id"]),
        name=str(page.get("name") or page["id"]),
        tokens=Tokens({"access": page["access_token"]}, expires_at=expires_at),
        settings={"page_id": str(page["id"])},
    )


def _moment(seconds: object) -> datetime | None:
    """0 says that there is no end."""
    return datetime.fromtimestamp(int(seconds), UTC) if isinstance(seconds, int) and seconds > 0 else None
