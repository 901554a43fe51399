"""What is said of a definition, an expression or an answer, in both languages: what was wrong, what to do."""

# code → language → (what was wrong, what to do)
_TEXTS: dict[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "definition.too_large": (
        ("The definition is larger than {limit} MB.", "Cut it in parts."),
        ("La définition dépasse {limit} Mo.", "Partagez-la."),
    ),
    "definition.utf8": (
        ("The definition isn't UTF-8.", "Save it again as UTF-8."),
        ("La définition n’est pas en UTF-8.", "Enregistrez-la à nouveau en UTF-8."),
    ),
    "definition.json": (
        ("This isn't JSON ({raw}).", "Look for a missing comma, quotation mark or bracket."),
        ("Ce n’est pas du JSON ({raw}).", "Cherchez une virgule, un guillemet ou un crochet oublié."),
    ),
    "definition.workbook": (
        ("This isn't a workbook that can be opened.", "Save it as .xlsx, without a password."),
        ("Ce n’est pas un classeur que l’on peut ouvrir.", "Enregistrez-le en .xlsx, sans mot de passe."),
    ),
    "definition.no_survey": (
        ("The workbook has no sheet “survey”, or it is empty.", "An XLSForm has the sheets survey, choices and settings."),
        ("Le classeur n’a pas de feuille « survey », ou elle est vide.", "Un XLSForm a les feuilles survey, choices et settings."),
    ),
    "definition.limesurvey": (
        ("This isn't a table as LimeSurvey writes it.", "Export the survey structure as tab-separated values."),
        ("Ce n’est pas un tableau comme en écrit LimeSurvey.", "Exportez la structure de l’enquête en valeurs séparées par des tabulations."),
    ),
    "definition.text": (
        ("A text is a string, or strings by language.", 'Write "…" or {{"default": "…", "fr": "…"}}.'),
        ("Un texte est une chaîne, ou une chaîne par langue.", 'Écrivez "…" ou {{"default": "…", "fr": "…"}}.'),
    ),
    "definition.string": (("Words are wanted here.", 'Write a string: "…".'), ("Il faut des mots ici.", 'Écrivez une chaîne : "…".')),
    "definition.flag": (("True or false is wanted here.", "Write true or false."), ("Il faut vrai ou faux ici.", "Écrivez true ou false.")),
    "definition.count": (("A whole number is wanted here.", "Write one, from 0."), ("Il faut un nombre entier ici.", "Écrivez-en un, à partir de 0.")),
    "definition.number": (("A number is wanted here.", "Write one, without quotation marks."), ("Il faut un nombre ici.", "Écrivez-le sans guillemets.")),
    "definition.object": (("An object is wanted here.", "Write {{ … }}."), ("Il faut un objet ici.", "Écrivez {{ … }}.")),
    "definition.list": (("A list is wanted here.", "Write [ … ]."), ("Il faut une liste ici.", "Écrivez [ … ].")),
    "definition.choice": (
        ("A choice is a value, or an object with a “value”.", 'Write "yes" or {{"value": "yes", "text": "…"}}.'),
        ("Un choix est une valeur, ou un objet avec « value ».", 'Écrivez "oui" ou {{"value": "oui", "text": "…"}}.'),
    ),
    "definition.many_choices": (
        ("There are more than {limit} choices.", "Ask for words instead, or cut the question in two."),
        ("Il y a plus de {limit} choix.", "Demandez plutôt des mots, ou coupez la question en deux."),
    ),
    "definition.validator": (
        ("There is no validator “{raw}”.", "Use one of: {known}."),
        ("Il n’y a pas de validateur « {raw} ».", "Choisissez parmi : {known}."),
    ),
    "definition.element": (
        ("An element needs a “type” and a “name” without braces.", "Give it both."),
        ("Un élément a besoin d’un « type » et d’un « name » sans accolades.", "Donnez-lui les deux."),
    ),
    "definition.deep": (
        ("Panels stand more than {limit} deep in each other.", "Flatten them."),
        ("Plus de {limit} panneaux sont emboîtés.", "Mettez-les à plat."),
    ),
    "definition.calculated": (
        ("A calculated value needs a “name” and an “expression”.", "Give it both."),
        ("Une valeur calculée a besoin d’un « name » et d’une « expression ».", "Donnez-lui les deux."),
    ),
    "definition.nothing": (("Nothing is asked.", "Add a page with a question."), ("Rien n’est demandé.", "Ajoutez une page avec une question.")),
    "definition.many_questions": (
        ("There are more than {limit} elements.", "Cut the questionnaire in two."),
        ("Il y a plus de {limit} éléments.", "Coupez le questionnaire en deux."),
    ),
    "definition.twice": (
        ("The name “{name}” is given twice.", "Give one of them another name."),
        ("Le nom « {name} » est donné deux fois.", "Donnez un autre nom à l’un des deux."),
    ),
    "definition.one_of": (
        ("“{raw}” isn't known here.", "Use one of: {known}."),
        ("« {raw} » n’est pas connu ici.", "Choisissez parmi : {known}."),
    ),
    "definition.no_choices": (
        ("“{name}” has nothing to choose from.", "Give it choices."),
        ("« {name} » n’offre aucun choix.", "Donnez-lui des choix."),
    ),
    "definition.no_rows": (
        ("“{name}” needs rows and columns.", "Give it both."),
        ("« {name} » a besoin de lignes et de colonnes.", "Donnez-lui les deux."),
    ),
    "definition.no_expression": (
        ("“{name}” shows nothing.", "Give it an “expression”."),
        ("« {name} » n’affiche rien.", "Donnez-lui une « expression »."),
    ),
    "definition.same_choice": (
        ("“{value}” stands twice.", "Give each its own value."),
        ("« {value} » figure deux fois.", "Donnez à chacun sa valeur."),
    ),
    "definition.scale": (
        ("A scale from {least} to {most} by {step} has no points, or too many.", "Take from 2 to 101 points."),
        ("Une échelle de {least} à {most} par {step} n’a pas de points, ou trop.", "Prenez de 2 à 101 points."),
    ),
    "definition.regex": (
        ("This pattern can't be read ({raw}).", "Write it as RE2 does: no look-around, no back-reference."),
        ("Ce motif ne se lit pas ({raw}).", "Écrivez-le comme RE2 : sans regard en avant ou en arrière, sans renvoi."),
    ),
    "definition.long_regex": (
        ("This pattern has more than {limit} characters.", "Write a shorter one."),
        ("Ce motif dépasse {limit} caractères.", "Écrivez-en un plus court."),
    ),
    "definition.name_case": (
        ("There is no “{name}”, but a “{meant}”.", "Write {{{meant}}}."),
        ("Il n’y a pas de « {name} », mais un « {meant} ».", "Écrivez {{{meant}}}."),
    ),
    "definition.unknown_name": (
        ("No question and no calculated value is named “{name}”.", "Correct the name, or add the question."),
        ("Aucune question ni valeur calculée ne s’appelle « {name} ».", "Corrigez le nom, ou ajoutez la question."),
    ),
    "definition.circle": (
        ("These wait for each other: {names}.", "Take one of their conditions out."),
        ("Celles-ci s’attendent l’une l’autre : {names}.", "Enlevez l’une de leurs conditions."),
    ),
    "definition.bounds": (
        ("This goes from {least} to {most}.", "Take a number between the two."),
        ("Cela va de {least} à {most}.", "Prenez un nombre entre les deux."),
    ),
    "definition.unknown_key": (
        ("x-liant knows no “{raw}” here.", "Use one of: {known}; what is yours opens with x-."),
        ("x-liant ne connaît pas « {raw} » ici.", "Choisissez parmi : {known} ; ce qui est à vous commence par x-."),
    ),
    "definition.no_dimensions": (("Nothing is scored.", "Add “dimensions”."), ("Rien n’est noté.", "Ajoutez des « dimensions ».")),
    "definition.dimension": (("A dimension needs an “id” and a “title”.", "Give it both."), ("Une dimension a besoin d’un « id » et d’un « title ».", "Donnez-lui les deux.")),
    "definition.level": (
        ("A level needs an “id”, a “title” and where it begins (“from”).", "Give it all three, here or in the levels of the whole scoring."),
        ("Un niveau a besoin d’un « id », d’un « title » et d’un début (« from »).", "Donnez-lui les trois, ici ou dans les niveaux de l’ensemble."),
    ),
    "definition.verdict": (("A verdict needs an “id” and a “title”.", "Give it both."), ("Un verdict a besoin d’un « id » et d’un « title ».", "Donnez-lui les deux.")),
    "definition.levels_rise": (
        ("The first begins at 0, and each begins higher than the one before.", "Put “from” in order."),
        ("Le premier commence à 0, et chacun plus haut que le précédent.", "Mettez les « from » dans l’ordre."),
    ),
    "definition.first_needs": (
        ("The first verdict is for those that have nothing yet.", "Take its “needs” out."),
        ("Le premier verdict est pour ceux qui n’ont encore rien.", "Enlevez ses « needs »."),
    ),
    "definition.unknown_dimension": (
        ("There is no dimension “{name}”.", "Use one of: {known}."),
        ("Il n’y a pas de dimension « {name} ».", "Choisissez parmi : {known}."),
    ),
    "definition.unmeasured": (
        ("No question belongs to the dimension “{name}”.", "Name it in a question, or take it out."),
        ("Aucune question n’appartient à la dimension « {name} ».", "Nommez-la dans une question, ou enlevez-la."),
    ),
    "definition.not_scored": (
        ("A question of type “{kind}” can't be scored.", "Use one of: {known}."),
        ("Une question de type « {kind} » ne peut pas être notée.", "Choisissez parmi : {known}."),
    ),
    "definition.unscored": (
        ("Nothing says what “{answer}” counts in “{name}”.", "Add it to “scores” (0 to 100) or to “not_applicable”."),
        ("Rien ne dit ce que vaut « {answer} » dans « {name} ».", "Ajoutez-le à « scores » (0 à 100) ou à « not_applicable »."),
    ),
    "expression.too_long": (("The expression has more than {limit} characters.", "Cut it into calculated values."), ("L’expression dépasse {limit} caractères.", "Coupez-la en valeurs calculées.")),
    "expression.too_many": (("The expression has more than {limit} signs.", "Cut it into calculated values."), ("L’expression a plus de {limit} signes.", "Coupez-la en valeurs calculées.")),
    "expression.too_deep": (("Brackets stand more than {limit} deep.", "Cut it into calculated values."), ("Plus de {limit} parenthèses sont emboîtées.", "Coupez-la en valeurs calculées.")),
    "expression.brace": (("This brace opens no name.", "Write {{question}}."), ("Cette accolade n’ouvre aucun nom.", "Écrivez {{question}}.")),
    "expression.quote": (("This quotation mark is never closed.", "Close it; write \\' inside."), ("Ce guillemet n’est jamais fermé.", "Fermez-le ; écrivez \\' à l’intérieur.")),
    "expression.stray": (("“{raw}” means nothing here.", "Remove it, or put it between quotation marks."), ("« {raw} » n’a pas de sens ici.", "Supprimez-le, ou mettez-le entre guillemets.")),
    "expression.empty": (("The expression is empty.", "Write a condition, such as {{age}} > 17."), ("L’expression est vide.", "Écrivez une condition, par exemple {{age}} > 17.")),
    "expression.after": (("“{raw}” follows what is complete already.", "Write “and” or “or” before it, or close a bracket."), ("« {raw} » suit ce qui est déjà complet.", "Écrivez « and » ou « or » devant, ou fermez une parenthèse.")),
    "expression.minus": (("A minus stands before a number only.", "Write 0 - … ."), ("Un moins ne se met que devant un nombre.", "Écrivez 0 - … .")),
    "expression.unfinished": (("Something is missing at the end.", "Finish the expression."), ("Il manque quelque chose à la fin.", "Terminez l’expression.")),
    "expression.operand": (("“{raw}” has nothing before it.", "Write what it is about."), ("« {raw} » n’a rien devant lui.", "Écrivez sur quoi il porte.")),
    "expression.function": (("There is no function “{raw}”.", "Use one of: {known}."), ("Il n’y a pas de fonction « {raw} ».", "Choisissez parmi : {known}.")),
    "expression.arguments": (("“{raw}” is given {count} values.", "Give it {wanted}."), ("« {raw} » reçoit {count} valeurs.", "Donnez-lui-en {wanted}.")),
    "expression.unclosed": (("“{raw}” is never closed.", "Add {closer}."), ("« {raw} » n’est jamais fermé.", "Ajoutez {closer}.")),
    "answer.required": (("This is needed.", "Please answer."), ("Il faut une réponse ici.", "Répondez, s’il vous plaît.")),
    "answer.row": (("This line is needed too.", "Choose an answer."), ("Il faut aussi une réponse sur cette ligne.", "Choisissez-en une.")),
    "answer.other": (("You chose something else.", "Say in a few words what it is."), ("Vous avez choisi autre chose.", "Dites en quelques mots quoi.")),
    "answer.none": (("“None” stands beside other choices.", "Keep the one or the others."), ("« Aucun » est coché avec d’autres choix.", "Gardez l’un ou les autres.")),
    "answer.words": (("Words are wanted here.", "Write them."), ("Il faut des mots ici.", "Écrivez-les.")),
    "answer.number": (("This isn’t a number.", "Write one, such as 12."), ("Ce n’est pas un nombre.", "Écrivez-en un, par exemple 12.")),
    "answer.least": (("This is too small.", "Write {limit} or more."), ("C’est trop petit.", "Écrivez {limit} ou plus.")),
    "answer.most": (("This is too large.", "Write {limit} or less."), ("C’est trop grand.", "Écrivez {limit} ou moins.")),
    "answer.step": (("This number falls between two steps.", "Go by {step}."), ("Ce nombre tombe entre deux pas.", "Allez de {step} en {step}.")),
    "answer.longest": (("This is longer than fits ({count} characters).", "Keep it under {limit}."), ("C’est trop long ({count} caractères).", "Restez sous {limit}.")),
    "answer.text_least": (("This is rather short.", "Write {limit} characters or more."), ("C’est un peu court.", "Écrivez {limit} caractères ou plus.")),
    "answer.text_most": (("This is too long.", "Write {limit} characters or fewer."), ("C’est trop long.", "Écrivez {limit} caractères ou moins.")),
    "answer.date": (("This isn’t a day.", "Write it as 2026-11-30."), ("Ce n’est pas un jour.", "Écrivez-le ainsi : 2026-11-30.")),
    "answer.datetime-local": (("This isn’t a day with its hour.", "Write it as 2026-11-30T09:15."), ("Ce n’est pas un jour avec son heure.", "Écrivez-le ainsi : 2026-11-30T09:15.")),
    "answer.month": (("This isn’t a month.", "Write it as 2026-11."), ("Ce n’est pas un mois.", "Écrivez-le ainsi : 2026-11.")),
    "answer.week": (("This isn’t a week.", "Write it as 2026-W48."), ("Ce n’est pas une semaine.", "Écrivez-la ainsi : 2026-W48.")),
    "answer.time": (("This isn’t an hour.", "Write it as 09:15."), ("Ce n’est pas une heure.", "Écrivez-la ainsi : 09:15.")),
    "answer.color": (("This isn’t a colour.", "Write it as #7a5c00."), ("Ce n’est pas une couleur.", "Écrivez-la ainsi : #7a5c00.")),
    "answer.url": (("This isn’t an address of the web.", "Write it from https:// on."), ("Ce n’est pas une adresse du web.", "Écrivez-la à partir de https://.")),
    "answer.tel": (("This isn’t a telephone number.", "Write its digits."), ("Ce n’est pas un numéro de téléphone.", "Écrivez ses chiffres.")),
    "answer.email": (("This isn’t a mail address.", "Write it as name@example.org."), ("Ce n’est pas une adresse e-mail.", "Écrivez-la ainsi : nom@exemple.fr.")),
    "answer.from": (("This is too early.", "Take {limit} or later."), ("C’est trop tôt.", "Prenez {limit} ou après.")),
    "answer.until": (("This is too late.", "Take {limit} or earlier."), ("C’est trop tard.", "Prenez {limit} ou avant.")),
    "answer.choice": (("This isn’t one of the choices.", "Choose among those shown."), ("Ce n’est pas un des choix.", "Choisissez parmi ceux qui sont proposés.")),
    "answer.least_chosen": (("More are wanted.", "Choose {limit} or more."), ("Il en faut plus.", "Choisissez-en {limit} ou plus.")),
    "answer.most_chosen": (("These are too many.", "Choose {limit} or fewer."), ("C’est trop.", "Choisissez-en {limit} ou moins.")),
    "answer.ranking": (("Each needs a rank of its own.", "Use each number from 1 to {count} once."), ("Chacun a besoin d’un rang à lui.", "Employez une fois chaque nombre de 1 à {count}.")),
    "answer.pattern": (("This doesn’t have the form that is asked for.", "Look at it again."), ("Cela n’a pas la forme demandée.", "Regardez à nouveau.")),
    "answer.condition": (("This doesn’t agree with your other answers.", "Look at them again."), ("Cela ne s’accorde pas avec vos autres réponses.", "Regardez à nouveau.")),
    "answer.one_file": (("One file only is wanted.", "Choose one."), ("Il ne faut qu’un fichier.", "Choisissez-en un.")),
    "answer.file_large": (("This file is too large.", "Keep it under {limit} kB."), ("Ce fichier est trop lourd.", "Restez sous {limit} Ko.")),
    "answer.file_type": (("This kind of file isn’t taken.", "Send one of: {known}."), ("Ce genre de fichier n’est pas pris.", "Envoyez l’un de ceux-ci : {known}.")),
}  # fmt: skip

MESSAGES = {code: {"en": english, "fr": french} for code, (english, french) in _TEXTS.items()}
