"""How one is addressed: by a first name where the name begins with one, by the whole name otherwise."""

import unicodedata

# what begins the name of a house, a paper, an association, or comes before a family name
_HOUSES = """le la les l un une des du de d aux the a an m mr mme mlle mrs ms miss dr pr me maitre monsieur madame
association asso collectif comite club mairie ville commune departement region magazine journal radio gazette
ecole lycee college universite restaurant cafe bar hotel boulangerie librairie pharmacie garage atelier maison
anonyme anonymous societe groupe agence office service syndicat federation fondation cabinet residence"""
NO_FIRST_NAMES = frozenset(_HOUSES.split())


def first_name(name: str) -> str:
    """ "Karima" of "Karima Benali"; "La miche et le vélo", "L'Écho de Val-Clair", "A. Berthier" and "" as they are."""
    first, _, rest = name.strip().partition(" ")
    if not rest or "'" in first or "’" in first or first.endswith(".") or len(first) == 1:
        return name.strip()
    return name.strip() if _folded(first) in NO_FIRST_NAMES else first


def _folded(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))
