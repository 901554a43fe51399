"""Writes the tables of rules in docs/lint.md and docs/fr/relecture.md from the rules themselves; --check only compares."""

import re
import sys
from pathlib import Path

from liant.engines.lint import Rule, own_rules

DOCS = Path(__file__).resolve().parents[1] / "docs"
PAGES = {"en": DOCS / "lint.md", "fr": DOCS / "fr" / "relecture.md"}
CODE = re.compile(r"(```.*?```|`[^`\n]*`)", re.DOTALL)
BEGIN, END = "<!-- rules -->", "<!-- end of rules -->"
HEADS = {
    "en": ("rule", "severity", "what it says", "refused", "accepted"),
    "fr": ("règle", "gravité", "ce qu’elle dit", "refusé", "accepté"),
}
SEVERITIES = {"error": "erreur", "warning": "avertissement", "suggestion": "suggestion"}


def table(language: str) -> str:
    """The rules as a Markdown table, in "fr" or "en", by name."""
    rows = [HEADS[language], ("---",) * 5, *(_row(rule, language) for rule in sorted(own_rules(), key=lambda r: r.id))]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _row(rule: Rule, language: str) -> tuple[str, ...]:
    severity = SEVERITIES[rule.severity] if language == "fr" else rule.severity
    message = rule.message[language].replace("{words}", "…")
    return f"`{rule.id}`", severity, _cell(message), _example(rule, language, False), _example(rule, language, True)


def _example(rule: Rule, language: str, is_ok: bool) -> str:
    fitting = [e for e in rule.examples if e.is_ok is is_ok]
    chosen = next((e for e in fitting if e.language in (language, "any") and not e.context), None)
    chosen = chosen or next((e for e in fitting if e.language in (language, "any")), fitting[0])
    # Not a link of this page, nor the end of its code.
    return f"`{_cell(chosen.text).replace('`', chr(0x2CB)).replace('](', '] (')}`"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def page(language: str) -> str:
    """The page as it should be."""
    before, _, rest = PAGES[language].read_text("utf-8").partition(BEGIN)
    whole = f"{before}{BEGIN}\n{table(language)}\n{END}{rest.partition(END)[2]}"
    return spaced(whole) if language == "fr" else whole


def spaced(text: str) -> str:
    """French spaces before double signs and within quotation marks, outside of code."""
    parts = CODE.split(text)
    for number in range(0, len(parts), 2):
        part = re.sub(r"(?<=\S) ([;?!])(?=\s|$)", "\u202f\\1", parts[number])
        part = re.sub(r"(?<=\S) :(?=\s|$)", "\u00a0:", part)
        parts[number] = re.sub(r" ?»", "\u00a0»", re.sub(r"« ?", "«\u00a0", part))
    return "".join(parts)


def main() -> int:
    """Returns 1 when --check finds a page behind its rules."""
    late = [language for language, path in PAGES.items() if path.read_text("utf-8") != page(language)]
    if "--check" not in sys.argv:
        for language in late:
            PAGES[language].write_text(page(language), "utf-8")
        return 0
    return 1 if late else 0


if __name__ == "__main__":
    sys.exit(main())
