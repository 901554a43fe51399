"""Whether a person or a machine asks, and what kind of machine, by what it says of itself; nothing of it is kept.

Two lists are asked: our own few lines, for those that we meet most, and `crawler-user-agents`, which others keep up to date.
"""

import re
from functools import cache, lru_cache

PREVIEWS = re.compile(
    r"facebookexternalhit|facebot|twitterbot|linkedinbot|slackbot|slack-imgproxy|discordbot|telegrambot|whatsapp|mastodon/|"
    r"cardyb|bluesky|pinterestbot|redditbot|skypeuripreview|iframely|embedly|vkshare|pleroma|akkoma|misskey|lemmy|signal-desktop|"
    r"google-inspectiontool|bingpreview|snapchat",
    re.IGNORECASE,
)
INDEXERS = re.compile(
    r"googlebot|google-extended|googleother|bingbot|duckduckbot|qwantbot|qwantify|yandex(bot|images)|baiduspider|applebot|"
    r"exabot|ecosia|gptbot|oai-searchbot|chatgpt-user|claudebot|perplexitybot|ccbot|amazonbot|bytespider|petalbot|seznambot",
    re.IGNORECASE,
)
FEEDS = re.compile(
    r"feed(ly|bin|parser|fetcher|validator|burner)|inoreader|newsblur|miniflux|freshrss|tiny tiny rss|netnewswire|liferea|"
    r"theoldreader|rss|podcast|overcast|antennapod",
    re.IGNORECASE,
)
OTHERS = re.compile(
    r"bot\b|bot/|crawl|spider|slurp|scrap|curl|wget|python|java/|httpclient|libwww|perl|ruby|php|go-http|okhttp|axios|node-fetch|undici|"
    r"headless|phantom|selenium|playwright|puppeteer|lighthouse|pingdom|uptime|monitor|statuscake|archiv|heritrix|ahrefs|semrush|"
    r"mj12|dotbot|screaming|validator|preview|fetch|scan|check|test",
    re.IGNORECASE,
)


# what the library says of each of its patterns → our word; the first that fits
KINDS = (
    ("preview", {"social-preview"}),
    ("search", {"search-engine", "ai-crawler"}),
    ("feed", {"feed-reader"}),
    ("other", set[str]()),
)


@lru_cache(4096)
def machine(agent: str) -> str:
    """What kind of machine says this of itself: preview, search, feed, other; "" for a browser. Whoever says nothing is a
    machine; one that lies is counted as a person."""
    for kind, words in (("preview", PREVIEWS), ("search", INDEXERS), ("feed", FEEDS), ("other", OTHERS), *known()):
        if words.search(agent):
            return kind
    return "" if agent.startswith(("Mozilla/", "Opera/")) else "other"


@cache
def known() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The patterns of the library, as one for each kind."""
    import re2  # late, both: commands that only compute ask nobody who they are
    from crawleruseragents import CRAWLER_USER_AGENTS_DATA as DATA

    found: dict[str, list[str]] = {kind: [] for kind, _tags in KINDS}
    for one in DATA:
        tags = set(one.get("tags", ()))
        kind = next(kind for kind, wanted in KINDS if not wanted or tags & wanted)
        found[kind].append(one["pattern"])
    return tuple((kind, re2.compile("|".join(patterns))) for kind, patterns in found.items())
