"""Why a figure is hidden, as a code and in words. The codes tell more than the table does: see `Suppressed.reasons`."""

HIDDEN = "hidden"  # what anybody may read, whatever the reason
SMALL = "small"
COMPLEMENT = "complement"
PROTECTS = "protects_another"
REASONS = (SMALL, COMPLEMENT, PROTECTS)

_WORDS = {
    "fr": {
        HIDDEN: "Masqué pour que personne ne soit reconnu.",
        SMALL: "Trop peu de personnes dans ce groupe.",
        COMPLEMENT: "Le reste de l’ensemble compte trop peu de personnes.",
        PROTECTS: "Affiché, ce chiffre permettrait d’en calculer un autre qui est masqué.",
    },
    "en": {
        HIDDEN: "Hidden so that nobody is recognised.",
        SMALL: "Too few people in this group.",
        COMPLEMENT: "Too few people in the rest of the whole.",
        PROTECTS: "Shown, this figure would let another that is hidden be worked out.",
    },
}


def say(reason: str, lang: str = "fr") -> str:
    """A reason, or `HIDDEN`, as a sentence: in French or, for any other `lang`, in English.

    Errors: KeyError for a code that isn't one of ours.
    """
    return _WORDS["fr" if lang.startswith("fr") else "en"][reason]
