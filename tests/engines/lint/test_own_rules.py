"""An organisation writes rules of its own: they are read by the same engine, and a mistake says where it stands."""

import pytest

from liant.engines.lint import Allowance, Context, Linter, RuleError, lint, own_rules, read_rules, self_talk

OWN = """
- id: our-old-name
  severity: error
  find: {{fr: '{pattern}'}}
  except: {{fr: 'place Dubois'}}
  message: {{fr: "« {{words}} » est l’ancien nom."}}
  why: {{fr: Le nom a changé en mars.}}
"""


def test_a_rule_of_ones_own_is_read_beside_the_others() -> None:
    linter = Linter([*own_rules(), *read_rules(OWN.format(pattern=r"\bdubois\b"))])
    [finding] = linter.lint("Chez Dubois, place Dubois.", language="fr")
    assert (finding.rule, finding.start, finding.message["fr"]) == ("our-old-name", 5, "« Dubois » est l’ancien nom.")


@pytest.mark.parametrize(
    ("pattern", "said", "place"),
    [
        (r"(dubois", "missing", (4, 15)),
        (r"dubois)+", "unexpected", (4, 15)),
        (r"(?=dubois)", "invalid", (4, 15)),
        (r"(a)\1", "invalid", (4, 15)),
        (r"a{{1,2000}}", "repetition", (4, 15)),
        (r"x*", "nothing", (4, 15)),
        (r"{{{{NOT_KNOWN}}}}", "NOT_KNOWN", (4, 14)),
    ],
)
def test_a_bad_pattern_says_its_line_and_column(pattern: str, said: str, place: tuple[int, int]) -> None:
    with pytest.raises(RuleError) as caught:
        read_rules(OWN.format(pattern=pattern.replace("{{", "{").replace("}}", "}")))
    assert said in caught.value.reason
    assert caught.value.line == place[0]
    assert caught.value.column >= place[1]


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("- id: a\n  find: [x\n", 3),
        ("- id: Bad Id\n  find: x\n", 1),
        ("- id: a\n  find: x\n  message: m\n  why: w\n  colour: red\n", 5),
        ("- id: a\n  find: x\n  why: w\n  severity: fatal\n  message: m\n", 4),
        ("- id: a\n  find: x\n  why: w\n  message: m\n- id: a\n  find: x\n  why: w\n  message: m\n", 5),
        ("just words", 1),
    ],
)
def test_a_file_that_is_not_rules_says_where(source: str, line: int) -> None:
    with pytest.raises(RuleError) as caught:
        read_rules(source)
    assert caught.value.line == line


def test_a_person_lets_a_match_stand_with_a_reason() -> None:
    text = "Fiers de vous annoncer notre siège."
    assert lint(text, language="fr")
    comment = f"<!-- liant: allow self-announcement because c’est le titre d’un livre -->\n{text}"
    assert not lint(comment, language="fr")
    assert lint(f"<!-- liant: allow self-announcement -->\n{text}", language="fr"), (
        "without a reason nothing is allowed"
    )
    beside = Context(allowed=(Allowance("self-announcement", "Le titre d’un livre", "fiers de vous  ANNONCER"),))
    assert not lint(text, language="fr", context=beside)
    other = Context(allowed=(Allowance("self-announcement", "Le titre d’un livre", "autre chose"),))
    assert lint(text, language="fr", context=other)


def test_quotes_code_links_hashtags_and_names_are_not_read() -> None:
    for text in (
        "« révolutionnaire »",
        "`révolutionnaire`",
        "> révolutionnaire",
        "#révolutionnaire",
        "https://a.example/révolutionnaire",
    ):
        assert not lint(text, language="fr"), text
    assert lint("Un vélo révolutionnaire.", language="fr")
    assert not lint("La Révolutionnaire ouvre.", language="fr", context=Context(names=("la révolutionnaire",)))


def test_self_talk_is_counted_for_a_month() -> None:
    assert self_talk("Nous ouvrons notre atelier, et vous ?") == (2, 1)
    assert self_talk("Marché samedi.").share is None


def test_every_rule_speaks_both_languages_and_shows_itself_in_both_ways() -> None:
    for rule in own_rules():
        assert rule.message["fr"] != rule.message["en"], rule.id
        assert rule.why["fr"] != rule.why["en"], rule.id
        for language in ("fr", "en"):
            shown = {one.is_ok for one in rule.examples if one.language in (language, "any")}
            assert shown == {True, False}, f"{rule.id} in {language}"
