"""An issue becomes a letter: MJML for the programs that read HTML, plain words for the others. The fields of each reader are
still open in both. No pixel, nothing fetched from elsewhere, one address of a picture for all."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html import escape, unescape

from django.utils.translation import gettext as _
from django.utils.translation import override

from liant.kit import markdown
from liant.kit.markdown import first_words, plain
from liant.tenancy.models import Organisation
from liant.writing.models import Piece, PieceMedium, Version
from liant.writing.newsletter import queries
from liant.writing.newsletter.models import Issue
from liant.writing.offers import home_address

INK, SECOND, PAPER, LINE, LINK = "#1d1b16", "#5c574c", "#ffffff", "#e3ded2", "#7a3b12"
FONTS = "Georgia, 'Times New Roman', serif"
DARK = (
    ":root{color-scheme:light dark;supported-color-schemes:light dark}"
    "@media (prefers-color-scheme: dark){body,.paper,.paper>table{background:#1b1a17 !important}"
    ".ink div,.ink p,.ink h2,.ink h3,.ink h4,.ink li,.ink td,.ink th{color:#efeae0 !important}"
    ".second div,.second p,.second a{color:#b9b2a4 !important}.ink a,.link a{color:#f0b48a !important}}"
    "[data-ogsc] .ink div,[data-ogsc] .ink p{color:#efeae0 !important}"
)
WITHIN = {
    "h2": f"font-size:22px;line-height:1.3;margin:28px 0 8px;color:{INK}",
    "h3": f"font-size:19px;line-height:1.3;margin:24px 0 8px;color:{INK}",
    "h4": f"font-size:17px;line-height:1.3;margin:20px 0 8px;color:{INK}",
    "p": "margin:0 0 16px",
    "ul": "margin:0 0 16px;padding-left:22px",
    "ol": "margin:0 0 16px;padding-left:22px",
    "blockquote": f"margin:0 0 16px;padding-left:14px;border-left:3px solid {LINE}",
    "a": f"color:{LINK};text-decoration:underline",
    "img": "max-width:100%;height:auto",
    "td": f"padding:4px 8px;border-bottom:1px solid {LINE}",
    "th": f"padding:4px 8px;border-bottom:1px solid {LINE};text-align:left",
    "hr": f"border:0;border-top:1px solid {LINE};margin:24px 0",
}
_TAG = re.compile(r"<(h2|h3|h4|p|ul|ol|blockquote|a|img|td|th|hr)(?=[\s>/])")
_HREF = re.compile(r'(<a\b[^>]*\shref=")(https?://[^"]+)(")')
OURS = ("leave_url", "choose_url", "read_url")  # filled for each reader beside their own fields
PictureUrl = Callable[[PieceMedium], str]


@dataclass(frozen=True)
class Composed:
    """`html` and `text` with their fields still open; `links`: the addresses that are counted, in order."""

    subject: str
    preheader: str
    html: str
    text: str
    language: str
    links: list[str] = field(default_factory=list)


def compose(issue: Issue, picture_url: PictureUrl, count: Callable[[int], str] | None = None) -> Composed:
    """`picture_url`: the address of a picture, or "" where it can't be shown. `count(number)`: the address that stands in
    place of a link, where the newsletter counts them."""
    version, house = issue.version, Organisation.objects.get()
    with override(version.language):
        parts = [*heading(issue, house), *body(issue, picture_url), *told(issue, picture_url)]
        html = whole(issue, "".join(parts), foot(issue, house))
        links: list[str] = []
        if count is not None:
            html = counted(html, links, count)
        text = in_plain_words(issue, house)
    return Composed(
        version.title, issue.preheader or first_words(version.body, 110), html, text, version.language, links
    )


def whole(issue: Issue, parts: str, below: str) -> str:
    from mjml import mjml2html  # late: only who writes letters pays for it

    version = issue.version
    shown = escape(issue.preheader or first_words(version.body, 110))
    source = (
        f'<mjml lang="{escape(version.language)}" dir="auto"><mj-head><mj-title>{escape(version.title)}</mj-title>'
        f"<mj-preview>{shown}</mj-preview>"
        f'<mj-attributes><mj-all font-family="{FONTS}" color="{INK}" font-size="17px" line-height="1.55" />'
        f'<mj-text padding="0 24px" /><mj-section background-color="{PAPER}" padding="0" /></mj-attributes>'
        f'<mj-style>{DARK}</mj-style><mj-raw><meta name="color-scheme" content="light dark" />'
        '<meta name="supported-color-schemes" content="light dark" /></mj-raw></mj-head>'
        f'<mj-body background-color="{PAPER}" width="600px">{parts}{below}</mj-body></mjml>'
    )
    return mjml2html(source, fonts={}).replace("<title></title>", f"<title>{escape(version.title)}</title>")


def section(content: str, css: str = "ink", padding: str = "12px 0") -> str:
    return f'<mj-section css-class="paper" padding="{padding}"><mj-column><mj-text css-class="{css}">{content}</mj-text></mj-column></mj-section>'


def heading(issue: Issue, house: Organisation) -> list[str]:
    title = f'<h1 style="font-size:27px;line-height:1.2;margin:6px 0 0;color:{INK}">{escape(issue.version.title)}</h1>'
    name = (
        f'<p style="margin:0;font-size:14px;color:{SECOND}">{escape(house.name)} · {escape(issue.newsletter.name)}</p>'
    )
    return [section(name, "second", "24px 0 0"), section(title, "ink", "0 0 8px")]


def body(issue: Issue, picture_url: PictureUrl) -> list[str]:
    found = [section(words(issue.intro))] if issue.intro.strip() else []
    found += [picture(one, url) for one in pictures_of(issue.version.piece)[:1] if (url := picture_url(one))]
    found.append(section(words(issue.version.body)))
    if issue.newsletter.signature.strip():
        found.append(section(words(issue.newsletter.signature)))
    return found


def told(issue: Issue, picture_url: PictureUrl) -> list[str]:
    """The other pieces: picture, title, first words, and the way home."""
    found = []
    for piece in queries.picks_of(issue):
        title, summary, url = summary_of(piece, issue.version.language)
        way = f'<a href="{escape(url)}">{escape(_("Read on"))}</a>' if url else ""
        head = f"<h2>{escape(title)}</h2>"
        shown = [picture(one, there) for one in pictures_of(piece)[:1] if (there := picture_url(one))]
        found += [
            f'<mj-section css-class="paper" padding="12px 0 0"><mj-column><mj-divider border-width="1px" border-color="{LINE}" padding="0 24px" /></mj-column></mj-section>'
        ]
        found += [*shown, section(styled(f"{head}<p>{escape(summary)}</p><p>{way}</p>"))]
    return found


def summary_of(piece: Piece, language: str) -> tuple[str, str, str]:
    """(title, first words, address at home or "") of a piece, as the journal tells it."""
    versions = list(piece.versions.exclude(state="withdrawn"))
    best = min(versions, key=lambda one: (one.network != "journal", one.language != language, one.pk), default=None)
    if best is None:
        return piece.title, "", ""
    url = home_address(piece, best.language) or best.published_url or piece.source_url
    return best.title or piece.title, first_words(best.body, 240), url


def pictures_of(piece: Piece) -> Sequence[PieceMedium]:
    return [one for one in piece.media.defer("content") if one.is_picture and one.is_shown_here]


def picture(medium: PieceMedium, url: str) -> str:
    return (
        '<mj-section css-class="paper" padding="12px 0"><mj-column>'
        f'<mj-image src="{escape(url)}" alt="{escape(medium.description)}" padding="0 24px" /></mj-column></mj-section>'
    )


def foot(issue: Issue, house: Organisation) -> str:
    """Why this came, and every way out."""
    why = _("You receive “%(newsletter)s” because you subscribed to it at %(house)s.") % {
        "newsletter": issue.newsletter.name, "house": house.name}  # fmt: skip
    ways = [(_("Unsubscribe"), "{{leave_url}}"), (_("Choose what you receive"), "{{choose_url}}"),
            (_("Read it in the browser"), "{{read_url}}")]  # fmt: skip
    links = " · ".join(f'<a href="{url}" style="color:{SECOND}">{escape(said)}</a>' for said, url in ways)
    lines = [escape(why), escape(counting_said(issue)), links, escape(house.address)]
    shown = "".join(
        f'<p style="margin:0 0 8px;font-size:14px;line-height:1.5;color:{SECOND}">{one}</p>' for one in lines if one
    )
    return section(shown, "second", "24px 0 32px")


def counting_said(issue: Issue) -> str:
    if issue.newsletter.has_counted_links:
        return _(
            "We count how many times each link is followed, never by whom. Nothing tells us that you opened this letter."
        )
    return _("Nothing tells us that you opened this letter, or what you clicked on.")


def words(text: str) -> str:
    return styled(markdown.html(text))


def styled(html: str) -> str:
    """Old programs read no style sheet: each tag carries its own."""
    return _TAG.sub(lambda found: f'<{found[1]} style="{WITHIN[found[1]]}"', html)


def counted(html: str, links: list[str], count: Callable[[int], str]) -> str:
    def replace(found: re.Match[str]) -> str:
        url = unescape(found[2])
        if url not in links:
            links.append(url)
        return f"{found[1]}{escape(count(links.index(url) + 1))}{found[3]}"

    return _HREF.sub(replace, html)


def in_plain_words(issue: Issue, house: Organisation) -> str:
    """The text part, whole: it is all that some read."""
    version: Version = issue.version
    parts = [f"{house.name} · {issue.newsletter.name}", version.title, plain(issue.intro), plain(version.body),
             plain(issue.newsletter.signature)]  # fmt: skip
    for piece in queries.picks_of(issue):
        title, summary, url = summary_of(piece, version.language)
        parts.append("\n".join(line for line in ("* * *", title, summary, url) if line))
    why = _("You receive “%(newsletter)s” because you subscribed to it at %(house)s.") % {
        "newsletter": issue.newsletter.name, "house": house.name}  # fmt: skip
    ways = [f"{_('Unsubscribe')}\n{{{{leave_url}}}}", f"{_('Choose what you receive')}\n{{{{choose_url}}}}",
            f"{_('Read it in the browser')}\n{{{{read_url}}}}"]  # fmt: skip
    parts += ["-- \n" + why + "\n" + counting_said(issue), *ways, house.address]
    return "\n\n".join(part for part in parts if part.strip()) + "\n"
