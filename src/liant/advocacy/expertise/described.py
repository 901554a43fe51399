"""What the page says to programmes: a person, what they know, wrote and said (schema.org)."""

from typing import TYPE_CHECKING, Any

from django.utils.safestring import SafeString

from liant.web.described import as_script

if TYPE_CHECKING:
    from liant.advocacy.expertise.pages import Site

Json = dict[str, Any]


def person(site: "Site") -> Json:
    content, me = site.content, f"{site.root}#me"
    told: Json = {"@type": "Person", "@id": me, "name": content["name"], "url": site.root,
                  "worksFor": {"@type": "Organization", "name": site.house.name}}  # fmt: skip
    if site.house.site:
        told["worksFor"]["url"] = site.house.site
    if site.words:
        told["description"] = site.words
    if content["topics"]:
        told["knowsAbout"] = list(content["topics"])
    if content["links"]:
        told["sameAs"] = list(content["links"])
    if content["talks"]:
        told["performerIn"] = [talk(one) for one in content["talks"]]
    return told


def talk(one: Json) -> Json:
    told: Json = {"@type": "Event", "name": one["title"], "startDate": one["on"],
                  "location": {"@type": "Place", "name": one["place"]}}  # fmt: skip
    return {**told, "url": one["url"]} if one["url"] else told


def piece(one: Json, me: str) -> Json:
    return {"@type": "Article", "headline": one["title"][:110], "url": one["url"], "datePublished": one["on"],
            "inLanguage": one["language"], "author": {"@id": me}}  # fmt: skip


def of(site: "Site") -> SafeString:
    """What they only shared is not told as theirs."""
    found = person(site)
    profile: Json = {"@type": "ProfilePage", "@id": site.url, "url": site.url, "inLanguage": site.language,
                     "mainEntity": {"@id": found["@id"]}}  # fmt: skip
    wrote = [piece(one, found["@id"]) for one in site.content["pieces"] if one["kind"] == "wrote"]
    return as_script([profile, found, *wrote])
