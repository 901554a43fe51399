"""A person is called by their first name, a house by its name."""

import pytest

from liant.people.names import first_name


@pytest.mark.parametrize(("name", "called"), [
    ("Karima Benali", "Karima"),
    ("Jean-Rémy Collet", "Jean-Rémy"),
    ("karima_b", "karima_b"),
    ("  Léa  ", "Léa"),
    ("", ""),
    ("La miche et le vélo", "La miche et le vélo"),
    ("L'Écho de Val-Clair", "L'Écho de Val-Clair"),
    ("L’Écho de Val-Clair", "L’Écho de Val-Clair"),
    ("Association Les Mains Claires", "Association Les Mains Claires"),
    ("Magazine Chemins de Table", "Magazine Chemins de Table"),
    ("A. Berthier", "A. Berthier"),
    ("Mme Roux", "Mme Roux"),
    ("École du Quai", "École du Quai"),
])  # fmt: skip
def test_a_first_name_only_where_there_is_one(name, called):
    assert first_name(name) == called
