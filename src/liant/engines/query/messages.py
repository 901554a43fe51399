"""Every message about a query, in English and in French: what was wrong, what to do."""

_EMPTY_ADVICE = "Write at least one word to look for.", "Écrivez au moins un mot à chercher."

# code -> language -> (what was wrong, what to do)
_TEXTS: dict[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "empty": (
        ("The query is empty.", _EMPTY_ADVICE[0]),
        ("La requête est vide.", _EMPTY_ADVICE[1]),
    ),
    "empty_group": (
        ("There is nothing between these brackets.", "Write a word there, or remove the brackets."),
        ("Il n’y a rien entre ces parenthèses.", "Écrivez-y un mot, ou supprimez-les."),
    ),
    "nothing_in_term": (
        ("“{raw}” holds no letter, digit or symbol to look for.", _EMPTY_ADVICE[0]),
        ("« {raw} » ne contient ni lettre, ni chiffre, ni symbole à chercher.", _EMPTY_ADVICE[1]),
    ),
    "too_long": (
        ("The query has more than {limit} characters.", "Split it into several queries."),
        ("La requête dépasse {limit} caractères.", "Partagez-la en plusieurs requêtes."),
    ),
    "too_deep": (
        ("Brackets are nested more than {limit} deep.", "Remove those that aren't needed."),
        ("Il y a plus de {limit} parenthèses imbriquées.", "Supprimez celles qui ne servent pas."),
    ),
    "unclosed_quote": (
        ("This quotation mark is never closed.", 'Add " at the end of the phrase.'),
        ("Ce guillemet n’est jamais fermé.", 'Ajoutez " à la fin de l’expression.'),
    ),
    "unclosed_bracket": (
        ("This bracket is never closed.", "Add ) where the group ends."),
        ("Cette parenthèse n’est jamais fermée.", "Ajoutez ) à la fin du groupe."),
    ),
    "unopened_bracket": (
        ("This bracket closes nothing.", "Remove it, or add ( before."),
        ("Cette parenthèse ne ferme rien.", "Supprimez-la, ou ajoutez ( avant."),
    ),
    "unclosed_brace": (
        ("This brace is never closed.", "Add }} after the word, as in {{BT}}."),
        ("Cette accolade n’est jamais fermée.", "Ajoutez }} après le mot, comme dans {{BT}}."),
    ),
    "unclosed_comment": (
        ("This comment is never closed.", "Add >>> at its end."),
        ("Ce commentaire n’est jamais fermé.", "Ajoutez >>> à sa fin."),
    ),
    "stray": (
        ("“{raw}” means nothing here.", "Remove it, or put the text between quotation marks."),
        ("« {raw} » n’a pas de sens ici.", "Supprimez ce signe, ou mettez le texte entre guillemets."),
    ),
    "side_by_side": (
        ("“{left}” and “{right}” stand side by side.", "Write AND between them, or put the phrase between quotation marks."),
        ("« {left} » et « {right} » se suivent.", "Écrivez AND entre les deux, ou mettez l’expression entre guillemets."),
    ),
    "not_an_operator": (
        ("“{raw}” is read as a word.", "Write {operator}, in capitals."),
        ("« {raw} » est lu comme un mot.", "Écrivez {operator}, en capitales."),
    ),
    "minus": (
        ("“{raw}” begins with a minus sign, which excludes nothing.", "Write NOT before the word, or the word alone."),
        ("« {raw} » commence par un signe moins, qui n’exclut rien.", "Écrivez NOT avant le mot, ou le mot seul."),
    ),
    "nothing_before": (
        ("{operator} has nothing before it.", "Write what it joins, or remove it."),
        ("{operator} n’a rien avant lui.", "Écrivez ce qu’il relie, ou supprimez-le."),
    ),
    "nothing_after": (
        ("{operator} has nothing after it.", "Write what it joins, or remove it."),
        ("{operator} n’a rien après lui.", "Écrivez ce qu’il relie, ou supprimez-le."),
    ),
    "and_or_mixed": (
        ("AND and OR are mixed without brackets.", "Add brackets to say which comes first, as in a AND (b OR c)."),
        ("AND et OR se mêlent sans parenthèses.", "Ajoutez-en pour dire ce qui va ensemble : a AND (b OR c)."),
    ),
    "near_mixed": (
        ("{operator} and NEAR are mixed without brackets.", "Put the NEAR part between brackets, as in a AND (b NEAR/5 c)."),
        ("{operator} et NEAR se mêlent sans parenthèses.", "Mettez la partie NEAR entre parenthèses : a AND (b NEAR/5 c)."),
    ),
    "near_twice": (
        ("Two NEAR follow each other without brackets.", "Put one of them between brackets, as in (a NEAR/5 b) NEAR/5 c."),
        ("Deux NEAR se suivent sans parenthèses.", "Mettez l’un entre parenthèses : (a NEAR/5 b) NEAR/5 c."),
    ),
    "near_distance": (
        ("“{raw}” doesn't say how many words.", "Write NEAR/5, or NEAR/5f to keep the order."),
        ("« {raw} » ne dit pas combien de mots.", "Écrivez NEAR/5, ou NEAR/5f pour garder l’ordre."),
    ),
    "too_far": (
        ("{distance} words is too far.", "Give at most {limit} words, or use AND."),
        ("{distance} mots, c’est trop loin.", "Donnez au plus {limit} mots, ou employez AND."),
    ),
    "and_in_near": (
        ("AND can't stand inside NEAR.", "Join the NEAR parts with AND outside."),
        ("AND ne peut pas se trouver dans NEAR.", "Reliez plutôt des parties NEAR par AND."),
    ),
    "not_in_near": (
        ("NOT can't stand inside NEAR.", "Exclude outside, as in (a NEAR/5 b) AND NOT c."),
        ("NOT ne peut pas se trouver dans NEAR.", "Excluez au-dehors : (a NEAR/5 b) AND NOT c."),
    ),
    "filter_in_near": (
        ("{name}: can't stand inside NEAR.", "Join it with AND outside."),
        ("{name}: ne peut pas se trouver dans NEAR.", "Reliez-le par AND, au-dehors."),
    ),
    "tilde_in_near": (
        ("A phrase with ~ can't stand inside NEAR.", "Write NEAR between its words."),
        ("Une expression avec ~ ne peut pas se trouver dans NEAR.", "Écrivez NEAR entre ses mots."),
    ),
    "leading_wildcard": (
        ("“{raw}” begins with a wildcard.", "Write at least two letters before * or ?."),
        ("« {raw} » commence par un joker.", "Écrivez au moins deux lettres avant * ou ?."),
    ),
    "short_wildcard": (
        ("“{raw}” would match too many words.", "Write at least two letters before * or ?."),
        ("« {raw} » trouverait trop de mots.", "Écrivez au moins deux lettres avant * ou ?."),
    ),
    "wildcard_in_braces": (
        ("Wildcards aren't read inside braces.", "Write the whole word, or leave out the braces."),
        ("Les jokers ne sont pas lus entre accolades.", "Écrivez le mot entier, ou ôtez les accolades."),
    ),
    "wildcard_in_value": (
        ("{name}: takes no wildcard.", "Write the whole value."),
        ("{name}: n’accepte pas de joker.", "Écrivez la valeur entière."),
    ),
    "tilde_alone": (
        ("~ only follows a phrase.", 'Write "two words"~5.'),
        ("~ ne peut suivre qu’une expression.", 'Écrivez "deux mots"~5.'),
    ),
    "tilde_number": (
        ("~ must be followed by a number of words.", 'Write "two words"~5.'),
        ("~ doit être suivi d’un nombre de mots.", 'Écrivez "deux mots"~5.'),
    ),
    "tilde_words": (
        ("~ takes a phrase of two to {limit} words; this one has {count}.", "Change the phrase, or remove ~."),
        ("~ demande une expression de deux à {limit} mots ; celle-ci en a {count}.", "Changez-la, ou supprimez ~."),
    ),
    "unknown_field": (
        ("“{raw}:” isn't a field.", "Use {known}; or put the text between quotation marks."),
        ("« {raw}: » n’est pas un champ.", "Employez {known} ; ou mettez le texte entre guillemets."),
    ),
    "field_name": (
        ("“{raw}:” isn't a field.", "Write {field}:."),
        ("« {raw}: » n’est pas un champ.", "Écrivez {field}:."),
    ),
    "no_value": (
        ("{name}: has no value.", "Write it after the colon, as in {example}."),
        ("{name}: n’a pas de valeur.", "Écrivez-la après les deux-points : {example}."),
    ),
    "list_of_values": (
        ("Between the brackets of {name}: only values joined by OR are read.", "Write {name}:(one OR two)."),
        ("Entre les parenthèses de {name}: on ne lit que des valeurs reliées par OR.", "Écrivez {name}:(un OR deux)."),
    ),
    "bad_site": (
        ("“{raw}” isn't a domain name.", "Write it as in site:lemonde.fr."),
        ("« {raw} » n’est pas un nom de domaine.", "Écrivez-le ainsi : site:lemonde.fr."),
    ),
    "bad_range": (
        ("followers: needs two whole numbers, the smaller first.", "Write followers:[500 TO 10000]; * is open."),
        ("followers: demande deux nombres entiers, le plus petit d’abord.", "Écrivez followers:[500 TO 10000] ; * laisse ouvert."),
    ),
    "only_not": (
        ("The query only says what it doesn't want.", "Add with AND a word that must be there."),
        ("La requête ne dit que ce qu’elle ne veut pas.", "Ajoutez avec AND un mot qui doit s’y trouver."),
    ),
    "only_filter": (
        ("{name}: alone would keep far too much.", "Add with AND a word that must be there."),
        ("{name}: seul garderait beaucoup trop.", "Ajoutez avec AND un mot qui doit s’y trouver."),
    ),
    "too_common": (
        ("“{raw}” is in nearly every text.", "Add with AND a rarer word, or write {{{raw}}} for these very capitals."),
        ("« {raw} » est dans presque tous les textes.", "Ajoutez avec AND un mot plus rare, ou écrivez {{{raw}}} pour ces capitales mêmes."),
    ),
}  # fmt: skip


def typeset(text: str) -> str:
    """French spaces: no-break inside « » and before a colon, narrow before the others."""
    text = text.replace("« ", "«\u00a0").replace(" »", "\u00a0»").replace(" :", "\u00a0:")
    return text.replace(" ;", "\u202f;").replace(" ?", "\u202f?").replace(" !", "\u202f!")


MESSAGES = {
    code: {"en": english, "fr": (typeset(french[0]), typeset(french[1]))} for code, (english, french) in _TEXTS.items()
}
