from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser

import pytest
from django.template import engines
from django.utils import translation

from liant.kit import clock
from liant.web import gallery_pieces
from liant.web.components import charts, forms, messages, people, places, words
from liant.web.pieces import STATES, Tab

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def show(source: str, language: str = "en", **context: object) -> str:
    values = {"now": NOW, "two_days": NOW - timedelta(days=2), "evening": NOW - timedelta(hours=15), **context}
    with translation.override(language), clock.at(NOW):
        return engines["django"].from_string("{% load liant %}" + source).render(values)


@pytest.mark.parametrize(
    ("source", "english", "french"),
    [
        (
            "{% wait two_days name='Karima' %}",
            "Karima has been waiting for two days",
            "Karima attend depuis deux jours",
        ),
        ("{% wait evening %}", "has been waiting since yesterday evening", "attend depuis hier soir"),
        ("{% ribbon 1 %}", "waits", "attend"),
        ("{% ribbon 3 %}", "wait</span>", "attendent</span>"),
        ("{% state 'unknown' %}", "to be checked", "à vérifier"),
        ("{% state 'queued' %}", "waiting to be sent", "en attente d’envoi"),
        ("{% state_words 'held' %}", "held back", "retenu"),
        (
            "{% note 'Paul' hidden_from='Karima' %}Soon.{% endnote %}",
            "Karima will not see it",
            "Karima ne la verra pas",
        ),
        (
            "{% message by='Léa' moment=evening channel='Bluesky' %}Hello{% endmessage %}",
            ", through Bluesky",
            ", par Bluesky",
        ),
        ("{{ 3|in_words }}", "three", "trois"),
        ("{{ 1|in_words:'feminine' }}", "one", "une"),
        ("{{ two_days|day }}", "Friday", "vendredi"),
        ("{% pager next_url='/x' %}", "Further", "Plus loin"),
    ],
)
def test_they_speak_both_languages(source, english, french):
    assert english in show(source, "en")
    assert french in show(source, "fr")


def test_a_wait_carries_no_state_of_the_machine():
    assert show("{% wait nothing %}") == ""
    assert show("{% ribbon 0 %}{% pip 0 %}{% when nothing %}") == ""


@pytest.mark.parametrize("name", STATES)
def test_each_state_has_words_and_an_icon(name):
    shown = show("{% state name %}", name=name)
    assert 'aria-hidden="true"' in shown
    with translation.override("en"):
        assert str(STATES[name].label) in shown


def test_a_moment_keeps_the_exact_time():
    shown = show("{% when evening %}", "fr")
    assert 'datetime="2026-11-21T21:00:00Z"' in shown
    assert ">hier à" in shown


def test_what_people_write_is_escaped():
    script = "<script>alert(1)</script>"
    sources = [
        "{% face bad %}{% person bad detail=bad hats=bad %}{% hat bad %}{% tag bad %}",
        "{% row bad url='/x' said=bad tags=bad %}{{ bad }}{% endrow %}",
        "{% list_row bad url=bad said=bad where=bad %}{{ bad }}{% endlist_row %}",
        "{% quote bad said=bad %}{{ bad }}{% endquote %}",
        "{% post bad handle=bad url=bad facts=bad %}{{ bad|linebreaks }}{% endpost %}",
        "{% message by=bad channel=bad state='sent' detail=bad url=bad url_label=bad %}{{ bad|linebreaks }}{% endmessage %}",
        "{% composer action='/x' label=bad value=bad limit=10 network=bad errors=bad %}{% endcomposer %}",
        "{% notice %}{{ bad }}{% endnotice %}{% empty_page bad %}{% endempty_page %}{% page_head title=bad lead=bad %}{% endpage_head %}",
        "{% table caption=bad head=row rows=rows %}",
    ]
    for source in sources:
        assert "<script" not in show(source, bad=script, row=[script, script], rows=[[script, script]]), source


def test_the_composer_counts_as_the_network_does():
    family = "👩‍👩‍👧"
    source = (
        "{% composer action='/x' label='Answer' value=text counts=counts limit=3 network='Bluesky' %}{% endcomposer %}"
    )
    assert "1 of 3" in show(source, text=family, counts="graphemes")
    assert "5 of 3: 2 signs too many" in show(source, text=family, counts="characters")
    assert "4 sur 3\u00a0: un signe de trop" in show(source, "fr", text="abcd", counts="characters")
    assert "as Bluesky counts" in show(source, text="a", counts="graphemes")


def test_the_composer_works_without_script():
    shown = show(
        "{% composer action='/send/' label='Answer' part='talk' draft='k1' %}<input name='a'>{% endcomposer %}"
    )
    assert 'method="post" action="/send/"' in shown
    assert 'hx-post="/send/" hx-target="#talk"' in shown
    assert "<input name='a'>" in shown


def test_a_composer_that_cannot_send_says_why():
    shown = show("{% composer action='/x' label='A' is_blocked='The channel is paused.' %}{% endcomposer %}")
    assert "disabled" in shown
    assert "The channel is paused." in shown


def test_a_field_ties_its_hint_and_error():
    form = gallery_pieces.example_form("light")
    shown = show("{% field form.email %}{% field form.name %}", form=form)
    assert 'aria-invalid="true"' in shown
    assert 'aria-describedby="id_light-email_error"' in shown
    assert 'id="id_light-email_error"' in shown
    assert 'aria-describedby="id_light-name_helptext"' in shown
    assert 'id="id_light-name_helptext"' in shown


def test_choices_keep_what_was_chosen():
    form = gallery_pieces.example_form("light")
    shown = show("{% choices form.kind descriptions %}", form=form, descriptions={"shop": "Three screens."})
    assert 'value="shop" id="id_light-kind_0" checked' in shown
    assert "<small>Three screens.</small>" in shown


def test_steps_and_tabs_say_where_one_is():
    assert show("{% steps labels 2 %}", labels=["a", "b", "c"]).count('aria-current="step"') == 1
    tabs = show("{% tabs items 'Ways' part='rows' %}", items=[Tab("/a", "A", is_current=True), Tab("/b", "B", count=0)])
    assert 'href="/a" aria-current="true"' in tabs
    assert 'hx-target="#rows"' in tabs
    assert "<small>0</small>" in tabs


def test_a_live_part_reads_itself_again():
    shown = show("{% live id='rows' topic='inbox' url='/inbox/?q=a' %}x{% endlive %}")
    assert shown == (
        '<div id="rows" data-live-part data-live-topic="inbox" hx-get="/inbox/?q=a" hx-trigger="liant:read" '
        'hx-swap="outerMorph">x</div>'
    )


def test_figures_are_not_localised_in_drawings():
    shown = show(
        "{% interval 0.337 0.437 0.541 label='x' %}{% bars columns 'Mentions' %}",
        "fr",
        columns=gallery_pieces.columns(),
    )
    assert 'x="33.7%"' in shown
    assert 'width="20.4%"' in shown


class _Ids(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids += [value or "" for name, value in attrs if name == "id"]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_gallery_shows_every_component(get, language):
    from pathlib import Path

    import liant.web

    source = "".join(path.read_text() for path in Path(liant.web.__file__).parent.glob("templates/web/**/*.html"))
    exempt = {"state_words", "hat", "live", "dialog", "page_head", "remarks"}  # inside another, or what only a page has
    for module in (words, people, messages, forms, places, charts):
        for tag in set(module.register.tags) - exempt:
            assert f"{{% {tag} " in source or f"{{% {tag} %}}" in source, tag
    page = get("/gallery/", language)
    assert page.status_code == 200
    html = page.content.decode()
    assert f'lang="{language}"' in html
    parser = _Ids()
    parser.feed(html)
    assert len(parser.ids) == len(set(parser.ids))
