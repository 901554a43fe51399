"""The places that somebody may answer for, across all the accounts of Business Profile that they belong to.

https://developers.google.com/my-business/reference/accountmanagement/rest/v1/accounts/list
https://developers.google.com/my-business/reference/businessinformation/rest/v1/accounts.locations/list
"""

from collections.abc import Iterator, Sequence

from liant.connectors import google
from liant.connectors.contract import Granted, Json, Tokens

ACCOUNTS = "https://mybusinessaccountmanagement.googleapis.com/v1"
LOCATIONS = "https://mybusinessbusinessinformation.googleapis.com/v1"
MOST_PAGES = 20


def granted(place: str, tokens: Tokens) -> Sequence[Granted]:
    """One for each place; a place of several accounts is offered once."""
    found: dict[str, Granted] = {}
    token = tokens.values["access"]
    for account in _pages(f"{ACCOUNTS}/accounts", "accounts", place, token, {"pageSize": 20}):
        url = f"{LOCATIONS}/{account['name']}/locations"
        asked = {"readMask": "name,title,storefrontAddress", "pageSize": 100}
        for location in _pages(url, "locations", place, token, asked):
            key = str(location["name"])
            settings = {"location": f"{account['name']}/{key}"}
            found.setdefault(key, Granted(key=key, name=_name(location), tokens=tokens, settings=settings))
    return list(found.values())


def _pages(url: str, what: str, place: str, token: str, params: Json) -> Iterator[Json]:
    for _ in range(MOST_PAGES):
        found = google.call("GET", url, place, token, params)
        yield from (row for row in found.get(what) or [] if row.get("name"))
        if not found.get("nextPageToken"):
            return
        params = {**params, "pageToken": found["nextPageToken"]}


def _name(location: Json) -> str:
    """Several places of one house have one name: the town tells them apart."""
    town = (location.get("storefrontAddress") or {}).get("locality")
    title = str(location.get("title") or location["name"])
    return f"{title}, {town}" if town else title
