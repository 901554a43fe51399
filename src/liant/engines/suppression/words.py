"""Why a figure is hidden, as a code and in words. The codes tell more than the table does: see `Suppressed.reasons`."""

HIDDEN = "hidden"  # what anybody may read, whatever the reason
SMALL = "small"
COMPLEMENT = "complement"
PROTECTS = "protects_another"
EARLIER = "beside_others"
ENDS = "near_an_end"
DOMINATED = "dominated"
REASONS = (SMALL, COMPLEMENT, PROTECTS, EARLIER, ENDS, DOMINATED)

_WORDS = {
    "fr": {
        HIDDEN: "Masqué pour que personne ne soit reconnu.",
        SMALL: "Trop peu de personnes dans ce groupe.",
        COMPLEMENT: "Le reste de l’ensemble compte trop peu de personnes.",
        PROTECTS: "Affiché, ce chiffre permettrait d’en calculer un autre qui est masqué.",
        EARLIER: "À côté d’autres groupes, ou de ce qui a déjà été montré, il dirait ce que trop peu de personnes ont répondu.",
        ENDS: "Tout le monde, ou presque, a répondu la même chose : la moyenne dirait la réponse de chacun.",
        DOMINATED: "Une ou deux personnes font presque tout ce total.",
    },
    "en": {
        HIDDEN: "Hidden so that nobody is recognised.",
        SMALL: "Too few people in this group.",
        COMPLEMENT: "Too few people in the rest of the whole.",
        PROTECTS: "Shown, this figure would let another that is hidden be worked out.",
        EARLIER: "Beside other groups, or what was shown before, it would tell what too few people answered.",
        ENDS: "Everyone, or nearly, gave the same answer: the mean would be each one’s answer.",
        DOMINATED: "One person or two make up nearly all of this total.",
    },
}


def say(reason: str, lang: str = "fr") -> str:
    """A reason, or `HIDDEN`, as a sentence: in French or, for any other `lang`, in English.

    Errors: KeyError for a code that isn't one of ours.
    """
    return _WORDS["fr" if lang.startswith("fr") else "en"][reason]
