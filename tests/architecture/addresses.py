"""Every address of the site, and how to fill its gaps with things that exist in a furnished organisation."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

# the sign-in library's own pages answer for themselves; ours are written over them
LIBRARY = "account/"
# read by programmes: tests/api asks each of them, with a token
API = ("api/", "scim/")
# pages of one letter
ACTS_ON_A_LETTER = ("compose", "readers", "letter", "trial", "sign", "begin", "hold", "go-on", "stop")
DEPARTURES = ("", "sent_", "halted_", "refused_", "left_", "behind_")  # one of each kind
DOORS = ("renew", "add", "sender", "revoke", "again")  # pages of a channel that others push to


@dataclass(frozen=True)
class Address:
    route: str
    name: str
    guard: str | None
    gaps: tuple[str, ...]

    @property
    def is_of_an_organisation(self) -> bool:
        return self.route.startswith("o/")

    @property
    def is_of_the_library(self) -> bool:
        return self.route.startswith(LIBRARY)

    @property
    def is_of_the_api(self) -> bool:
        return self.route.startswith(API)

    @property
    def room(self) -> str:
        """ "inbox", for "inbox:list"."""
        return self.name.partition(":")[0]


def addresses() -> list[Address]:
    return sorted(walk(get_resolver()), key=lambda address: address.route)


def walk(
    resolver: Any, route: str = "", namespaces: tuple[str, ...] = (), gaps: tuple[str, ...] = ()
) -> Iterator[Address]:
    for pattern in resolver.url_patterns:
        here = (*gaps, *pattern.pattern.regex.groupindex)
        if isinstance(pattern, URLResolver):
            inside = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from walk(pattern, route + str(pattern.pattern), inside, here)
        elif isinstance(pattern, URLPattern):
            name = ":".join([*namespaces, pattern.name or ""])
            yield Address(route + str(pattern.pattern), name, getattr(pattern.callback, "guard", None), here)


def values_for(address: Address, things: dict[str, Any]) -> list[dict[str, Any]]:
    """One or more ways to fill the gaps; KeyError tells a gap that nothing fills."""
    ways: list[dict[str, Any]] = [{}]
    for gap in address.gaps:
        found = things[f"{address.name} {gap}"] if f"{address.name} {gap}" in things else things[gap]
        choices = found if isinstance(found, list) else [found]
        ways = [{**way, gap: choice} for way in ways for choice in choices]
    return ways


def urls_of(address: Address, things: dict[str, Any]) -> list[str]:
    return [reverse(address.name, kwargs=values) for values in values_for(address, things)]


def of_questionnaires(furnished: dict[str, Any]) -> dict[str, Any]:
    results = ("results", "report", "report-pdf", "csv", "dimension")
    return {
        "answer token": [furnished["answer_token"]],
        "share-letter-stop token": [furnished["share_stop_token"]],
        "ask-no-more token": [furnished["no_more_token"]],
        "link_key": [furnished["open_wave"].link_key],
        "surveys:export form": ["surveyjs"],
        "surveys:new-question kind": ["radiogroup", "matrix", "rating", "html"],
        **{f"surveys:{name} page": ["vision"] for name in ("build-page", "new-question", "build-question")},
        "question_name": ["m_vision"],
        "dimension_id": ["vision"],
        **{f"surveys:{name} wave_id": [furnished["closed_wave"].id] for name in results},
        **{f"surveys:{name} wave_id": [furnished["open_wave"].id] for name in ("code", "remind", "close")},
        **{
            f"surveys:{name} wave_id": [furnished["named_wave"].id]
            for name in ("named", "named-csv", "named-codebook", "named-one")
        },
        "surveys:named-one answer_id": [furnished["answer_id"]],
        "surveys:wave wave_id": [furnished[name].id for name in ("wave", "open_wave", "closed_wave")],
    }


def between_colleagues(furnished: dict[str, Any]) -> dict[str, Any]:
    from liant.community.mails import stop_token

    return {
        "week": ["2026-W40"],
        "handbook:revision number": [1, 2],
        "handbook:restore number": [1],
        "community-feed token": [furnished["community_feed_token"]],
        "community-stop token": [stop_token(furnished["community_choice"])],
        "community:picture picture_id": [furnished["shown_picture"].id],
        "community:remove-picture picture_id": [furnished["shown_picture"].id],
        "community:post post_id": [
            furnished[name].id for name in ("post", "question_post", "made_post", "hidden_post")
        ],
        "community:answer post_id": [furnished["question_post"].id],
        "bonds:ask hint_id": [furnished["own_hint"].id],
        "bonds:ask-introduction hint_id": [furnished["own_hint"].id],
        "bonds:introduce asked_id": [furnished["asked_row"].id],
        "bonds:let-be asked_id": [furnished["asked_row"].id],
        "bonds:hide member_id": [furnished["tied_member"].id],
        "buddies:answer member_id": [furnished["welcomed"].id],
        "rotation-answer token": [furnished["rotation_answer_token"]],
        "rotation-stop token": [furnished["rotation_stop_token"]],
    }


def things_by_gap(organisation: Any, furnished: dict[str, Any]) -> dict[str, Any]:
    """What `furnish_fully` made, by the name under which an address asks for it."""
    from liant.channels.kinds import offered

    ids = {f"{name}_id": getattr(thing, "id", thing) for name, thing in furnished.items()}
    return {
        **ids,
        "organisation_slug": organisation.slug,
        "accounts:sign-in-link token": [furnished["sign_in_token"]],
        "accounts:invitation token": [furnished["invitation_token"]],
        **{f"doors:{page} channel_id": [furnished["pushed"].id] for page in DOORS},
        "channels:channel channel_id": [furnished["channel"].id, furnished["pushed"].id],
        "rest": "a/b",
        "door_token": furnished["door_token"],
        "reference": furnished["reference"],
        "tip_token": furnished["tip_token"],
        "capture:picture item_id": [furnished["noted"].id],
        "channels:connect kind": [kind.key for kind in offered()],
        "inbox:thank kind": ["like", "repost"],
        "writing:edit piece_id": [furnished[name].id for name in ("piece", "asked_piece", "published_piece")],
        "publishing:departure departure_id": [furnished[f"{name}departure"].id for name in DEPARTURES],
        **{f"{page} number": [1] for page in ("writing:restore", "magazine:proof")},
        "writing:decide piece_id": [furnished["asked_piece"].id],
        "crisis:crisis crisis_id": [furnished["crisis"].id, furnished["lesson"].crisis_id],
        "crisis:mend crisis_id": [furnished["lesson"].crisis_id],
        "house_rules:new shape": ["avoid", "prefer", "evidence", "pattern"],
        **{f"house_rules:{page} rule_id": [furnished["own_rule"].id] for page in ("rule", "write", "try", "on", "off")},
        "standing token": [furnished["standing_token"]],
        "stop-letter token": [furnished["stop_token"]],
        "letters:choose letter": ["daily", "weekly", "kind_words"],
        "satisfaction token": [furnished["satisfaction_token"]],
        "satisfaction face": [1, 2, 3],
        **{f"newsletter-{kind} token": [token] for kind, token in furnished["letter_links"].items()},
        "newsletter_slug": [furnished["newsletter"].slug],
        "newsletter:mailbox channel_id": [furnished["letters_mailbox"].id],
        **{f"newsletter:{name} issue_id": [furnished["letter"].id] for name in ACTS_ON_A_LETTER},
        "newsletter:issue issue_id": [furnished[name].id for name in ("letter", "letter_that_left")],
        "newsletter:envelopes issue_id": [furnished["letter_that_left"].id],
        "slug": organisation.slug,
        **of_a_journal(furnished),
        **of_questionnaires(furnished),
        **between_colleagues(furnished),
        **of_links(furnished),
        "api:operation operation_key": ["list_conversations", "get_conversation", "reply", "list_mentions"],
        # the sign-in library's: keys that lead nowhere
        "key": "no-such-key",
        "uidb36": "1",
        "pk": 1,
        "provider_id": "oidc",
    }


def of_links(furnished: dict[str, Any]) -> dict[str, Any]:
    """Short links, the private address of a calendar, and the key of a directory."""
    return {
        "calendar-feed token": [furnished["calendar_token"]],
        "key_id": furnished["directory_key"].id,
        "resource_id": "1",  # asked without a key, so nothing is told of it
        "short-link code": [furnished["link"].code],
        "short-link-of-house code": [furnished["link"].code],
        "links:link link_id": [furnished["link"].id, furnished["ended_link"].id],
        "links:resume link_id": [furnished["ended_link"].id],
        "flows:offer-piece piece_id": [furnished["published_piece"].id],
        "posting_id": [furnished[f"{one}posting"].id for one in ("", "back_", "sent_", "unknown_")],
        **{f"own_accounts:{name} network": ["bluesky", "mastodon", "linkedin"] for name in ("connect", "disconnect")},
        **{f"own_accounts:{name}-application network": ["linkedin", "x"] for name in ("save", "remove")},
        "advocacy:ready share_id": [
            furnished["begun_share"].id,
            furnished["share"].id,
            furnished["back_posting"].share_id,
        ],
        "animation:meeting meeting_id": [furnished[f"{one}meeting"].id for one in ("", "past_", "held_", "cancelled_")],
        "meetings-feed token": [furnished["meetings_token"]],
        "expertise:hide-piece chosen_id": [furnished["shown_piece"].id],
        "expertise:remove-talk talk_id": [furnished["talk"].id],
        "page_slug": furnished["expert_page"].slug,
        "expertise-page-in language": ["en"],
        "travel:hand-on share_id": [furnished["share"].id],
        "travel:come token": ["a" * 16],
        "poster-join code": [furnished["programme"].join_code],
    }


def of_a_journal(furnished: dict[str, Any]) -> dict[str, Any]:
    """What the pages of the journal and those around it ask for."""
    return {
        "piece_slug": furnished["published_piece"].slug,
        "language": "fr",
        "house-journal:in-home language": ["en", "fr"],
        "house-journal:medium medium_id": [furnished["shown_medium"].id, furnished["recording"].id],
        **{
            f"{page} medium_id": [furnished["recording"].id]
            for page in ("journal:recording", "house-journal:chapters", "house-journal:transcript")
        },
        "journal:comment comment_id": [furnished["reader_comment"].id],
        "journal:mention mention_id": [furnished["page_mention"].id],
        "comment_token": furnished["comment_token"],
    }
