"""The two scripts that read templates and texts."""

import importlib.util
import sys
from types import ModuleType

import pytest
from babel.messages.catalog import Message

from tests.web.conftest import ROOT


def load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"scripts_{name}", ROOT / f"scripts/{name}.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


check_templates, messages = load("check_templates"), load("messages")


@pytest.fixture
def template(tmp_path):
    def write(text: str, name: str = "page.html") -> list[str]:
        path = tmp_path / "templates" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
        return [words for _line, words in check_templates.faults(path)]

    return write


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('<p style="color:red">{{ x }}</p>', "inline style"),
        ("<style>p{}</style>", "inline style"),
        ("<script>go()</script>", "inline script"),
        ('<button onclick="go()">{{ x }}</button>', "inline handler"),
        ('<button hx-on:click="go()">{{ x }}</button>', "inline handler"),
        ('<a href="javascript:go()">{{ x }}</a>', "script in href"),
        ('<div hx-get="/x">{{ x }}</div>', "without script"),
        ('<a hx-get="/x">{{ x }}</a>', "without script"),
        ('<form hx-post="/x">{{ x }}</form>', "without method"),
        ('<img src="/x">', "without alt"),
        ("<p>Hello there</p>", "not translated"),
        ('<a href="/x" aria-label="Close">{{ x }}</a>', "not translated"),
        ('<input placeholder="A name">', "not translated"),
        ("<p>{{ x|safe }}</p>", "unescaped"),
        ('<button hx-post="/x" hx-trigger="input from:closest form">{{ x }}</button>', "in quotes"),
    ],
)
def test_templates_are_refused(template, text, fault):
    assert any(fault in words for words in template(text)), template(text)


@pytest.mark.parametrize(
    "text",
    [
        '<p class="{% if x %}a{% endif %}">{% translate "Hello there" %} · {{ name }}</p>',
        "<p>{% blocktranslate trimmed %}Hello {{ name }}{% endblocktranslate %}</p>",
        '<a href="{% url "x" %}"{% if part %} hx-get="/x"{% endif %}>{{ x }}</a>',
        '<div data-live-part hx-get="/x">{{ x }}</div>',
        '<form method="post" hx-post="/x">{{ x }}</form>',
        "{# Words for who reads the code. #}<p>Liant · Bluesky <kbd>Ctrl</kbd></p>",
        "{% block shell_class %}rail{% endblock %}",
        '<img src="/x" alt="">',
        "<script src=\"{% static 'x.js' %}\"></script>",
    ],
)
def test_templates_are_let_through(template, text):
    assert template(text) == []


def test_exceptions_are_by_name(template):
    assert template("<p>Two languages</p>", "500.html") == []


def test_our_templates_are_clean():
    web = ROOT / "src/liant/web/templates"
    assert {path.name: found for path in web.rglob("*.html") if (found := list(check_templates.faults(path)))} == {}


@pytest.mark.parametrize(
    "french",
    [
        "L'envoi", 'Dire "oui"', "Vraiment?", "Vraiment ?", "Bien;", "À lire: ceci", "À lire : ceci",
        "« Bonjour »", "«Bonjour»", "Attendez...", "44 %%",
    ],
)  # fmt: skip
def test_french_typography_is_held(french):
    assert messages.breaches(french)


@pytest.mark.parametrize(
    "french",
    [
        "L’envoi", "Dire «\u00a0oui\u00a0»", "Vraiment\u202f?", "Bien\u202f;", "À lire\u00a0: ceci", "44\u00a0%%", "Attendez…",
        "Voir https://liant.example/a?b=1", "?", '<a href="%(url)s">ici</a>', "A &amp; B",
    ],
)  # fmt: skip
def test_good_typography_passes(french):
    assert messages.breaches(french) == []


@pytest.mark.parametrize(
    ("english", "french", "fault"),
    [
        ("Hello", "", "not in French"),
        ("Hello %(name)s", "Bonjour", "placeholders differ"),
        (("%(n)s day", "%(n)s days"), ("un jour", "%(n)s jours"), None),
        (("%(n)s day", "%(n)s days"), ("un jour", "des jours"), "placeholders differ"),
        (("a day", "days"), "jours", "not in French"),
        ("{count} of {limit}", "{count} sur {limit}", None),
    ],
)
def test_a_translation_is_whole(english, french, fault):
    found = list(messages.faults_of(Message(english), Message(english, french)))
    assert (not found) if fault is None else any(fault in words for words in found)


def test_texts_are_read_and_kept(tmp_path, monkeypatch):
    app = tmp_path / "room"
    (app / "templates/room").mkdir(parents=True)
    (app / "__init__.py").touch()
    (app / "views.py").write_text('title = _("A title")\nmany = ngettext("%(n)s day", "%(n)s days", n)\n')
    (app / "templates/room/a.html").write_text(
        '{% load i18n %}{% translate "May" context "month" %}{% translate "It\'s 5 %" %}'
        "{% blocktranslate trimmed count n=n %}\n One {{ name }}\n{% plural %}{{ n }} of them{% endblocktranslate %}"
    )
    monkeypatch.setattr(messages, "SOURCE", tmp_path)
    messages.update(app)
    assert set(messages.entries(messages.read_french(app))) == {
        ("", "A title"), ("", "%(n)s day"), ("month", "May"), ("", "It's 5 %%"), ("", "One %(name)s"),
    }  # fmt: skip
    path = app / messages.PO
    path.write_text(path.read_text().replace('msgid "A title"\nmsgstr ""', 'msgid "A title"\nmsgstr "Un titre"'))
    before = path.read_text()
    messages.update(app)
    assert path.read_text() == before
    (app / "views.py").write_text('title = _("A title")\nnew = _("New %s")\n')
    faults = "\n".join(messages.faults(app))
    assert "no longer said: '%(n)s day'" in faults
    assert "not in French: 'New %s'" in faults
    assert "a placeholder needs a name: 'New %s'" in faults
    assert "A title" not in faults


def test_a_plural_compiles(tmp_path, monkeypatch):
    import gettext

    app = tmp_path / "room"
    (app / messages.PO).parent.mkdir(parents=True)
    (app / messages.PO).write_text(
        messages.HEADER
        + 'msgid "%(n)s day"\nmsgid_plural "%(n)s days"\nmsgstr[0] "%(n)s jour"\nmsgstr[1] "%(n)s jours"\n'
    )
    messages.compile_all([app])
    with (app / messages.PO).with_suffix(".mo").open("rb") as compiled:
        french = gettext.GNUTranslations(compiled)
    assert french.ngettext("%(n)s day", "%(n)s days", 0) == "%(n)s jour"
    assert french.ngettext("%(n)s day", "%(n)s days", 2) == "%(n)s jours"


def test_the_french_of_the_shell_is_whole():
    assert list(messages.faults(ROOT / "src/liant/web")) == []
