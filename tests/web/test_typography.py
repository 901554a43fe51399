import pytest
from hypothesis import given
from hypothesis import strategies as st

from liant.web.typography import french_spacing, initials


@pytest.mark.parametrize(
    ("written", "set_right"),
    [
        ("Vraiment ?", "Vraiment\u202f?"),
        ("Ceci : cela", "Ceci\u00a0: cela"),
        ("« oui »", "«\u00a0oui\u00a0»"),
        ("«\u00a0oui\u00a0»", "«\u00a0oui\u00a0»"),
        ("«oui»", "«\u00a0oui\u00a0»"),
        ("44 % de 3 €", "44\u00a0% de 3\u00a0€"),
        ("l'envoi", "l’envoi"),
        ("https://a.example/?b=1;c:d", "https://a.example/?b=1;c:d"),
        ("à 11:47", "à 11:47"),
    ],
)
def test_french_spacing(written, set_right):
    assert french_spacing(written) == set_right


@given(st.text())
def test_set_right_once_is_set_right_for_ever(text):
    once = french_spacing(text)
    assert french_spacing(once) == once


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Karima Benali", "KB"), ("Hélène de la Roche", "HR"), ("paul", "P"), ("@karima.example", "K"),
        ("karima@mail.example", "K"), ("Élodie Œuvrard", "ÉŒ"), ("", "?"), ("…", "?"), ("@", "?"), ("Jean-Luc", "JL"),
    ],
)  # fmt: skip
def test_initials(name, letters):
    assert initials(name) == letters


@given(st.text())
def test_anyone_has_initials(name):
    assert 1 <= len(initials(name)) <= 6
