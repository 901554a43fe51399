"""Signing in at Instagram: from a code to a token of sixty days, renewed long before its end.

https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/business-login
https://developers.facebook.com/docs/instagram-platform/reference/access_token
https://developers.facebook.com/docs/instagram-platform/reference/refresh_access_token
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from urllib.parse import urlencode

from liant.connectors import oauth
from liant.connectors.contract import Account, AuthLost, Granted, Json, Misconfigured, Temporary, Tokens
from liant.connectors.graph import VERSION, call
from liant.connectors.translation import raise_for_status, translated
from liant.kit import http

SCOPES = ("instagram_business_basic", "instagram_business_manage_comments")
PLACE = "Instagram"
RENEW_AFTER = timedelta(days=30)  # of sixty: thirty days are left to notice that it does not work


def address(web: str, account: Account, redirect_uri: str, state: str) -> str:
    identifier, _ = oauth.app_of(account)
    return oauth.address(
        f"{web}/oauth/authorize",
        client_id=identifier,
        redirect_uri=redirect_uri,
        state=state,
        response_type="code",
        scope=",".join(SCOPES),
    )


def account_of(
    root: str, sign_in: str, account: Account, now: datetime, *, code: str, redirect_uri: str
) -> Sequence[Granted]:
    """The one account that somebody signed in with. `root` is the address without a version, where tokens are made."""
    identifier, secret = oauth.app_of(account)
    form = {
        "client_id": identifier,
        "client_secret": secret,
        "grant_type": "authorization_code",
        "redirect_uri": redirect_uri,
        "code": code.removesuffix("#_"),
    }
    short = _short_token(sign_in, form)
    asked = {"grant_type": "ig_exchange_token", "client_secret": secret, "access_token": short}
    tokens = _tokens(call("GET", f"{root}/access_token", PLACE, "", asked), now)
    me = call("GET", f"{root}/{VERSION}/me", PLACE, tokens.values["access"], {"fields": "user_id,username,name"})
    username, user_id = str(me.get("username") or ""), str(me.get("user_id") or me.get("id") or "")
    settings = {"user_id": user_id, "username": username}
    return [Granted(key=user_id, name=f"@{username}" if username else user_id, tokens=tokens, settings=settings)]


def renewed(root: str, account: Account, now: datetime) -> Tokens:
    """A token may be renewed once it is a day old, and only before its end."""
    asked = {"grant_type": "ig_refresh_token", "access_token": account.remembered.get("access")}
    return _tokens(call("GET", f"{root}/refresh_access_token", PLACE, "", asked), now)


def _tokens(found: Json, now: datetime) -> Tokens:
    access, ends = str(found.get("access_token") or ""), oauth.until(now, found.get("expires_in"))
    if not access:
        raise Temporary(f"{PLACE} gave no key; it is asked again.")
    values = {"access": access, "access_until": ends.isoformat() if ends else None, "renewable": True}
    return Tokens(values, expires_at=ends, renew_at=now + RENEW_AFTER)


def _short_token(sign_in: str, form: Json) -> str:
    headers = {"content-type": "application/x-www-form-urlencoded"}
    with translated():
        answer = http.post(f"{sign_in}/oauth/access_token", headers=headers, content=urlencode(form).encode())
    try:
        found = answer.json()
    except http.BadAnswer:
        found = {}
    if answer.is_success:
        rows = found.get("data")
        one = rows[0] if isinstance(rows, list) and rows else found
        if one.get("access_token"):
            return str(one["access_token"])
    if answer.status == 429 or answer.status >= 500:
        raise_for_status(answer, PLACE)
    words = str(found.get("error_message") or "no reason given").rstrip(".")
    if "client" in words.lower() or "app" in words.lower().split():
        raise Misconfigured(f"{PLACE} does not know this application: {words}.", "client_id")
    raise AuthLost(f"{PLACE} no longer accepts what was agreed: {words}.")
