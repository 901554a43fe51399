"""How the access token of a Mastodon account is got, and what the network does not give, as data for the page of connecting."""

from liant.connectors.guide import Guide, Step

GUIDE = Guide(
    steps=(
        Step(
            {
                "en": "In the browser, sign in to your server with the account that will speak for you.",
                "fr": "Dans le navigateur, connectez-vous à votre serveur avec le compte qui parlera pour vous.",
            },
        ),
        Step(
            {
                "en": "Open Preferences, then Development, then New application. Call it Liant; its website may stay "
                "empty, and the address to come back to stays as it is.",
                "fr": "Ouvrez Préférences, puis Développement, puis Nouvelle application. Appelez-la Liant\u202f; le "
                "site web peut rester vide, et l’adresse de redirection reste telle quelle.",
            },
            "app",
            {
                "en": "Drawing: a form with a name for the application and a button to create it.",
                "fr": "Dessin\u00a0: un formulaire avec le nom de l’application et un bouton pour la créer.",
            },
        ),
        Step(
            {
                "en": "Tick read and, of what stands under write, only statuses, media and favourites. Save.",
                "fr": "Cochez read et, parmi ce qui est sous write, seulement statuses, media et favourites. Enregistrez.",
            },
            "products",
            {
                "en": "Drawing: a list of what the application may use, one line of it ticked.",
                "fr": "Dessin\u00a0: la liste de ce que l’application peut utiliser, une ligne cochée.",
            },
        ),
        Step(
            {
                "en": "Open the application that you created and copy its access token into the form below. The two other "
                "keys are not needed.",
                "fr": "Ouvrez l’application créée et copiez son jeton d’accès dans le formulaire ci-dessous. Les deux "
                "autres clés ne servent pas.",
            },
            "keys",
            {
                "en": "Drawing: an identifier and a hidden secret, each with a button to copy it.",
                "fr": "Dessin\u00a0: un identifiant et un secret masqué, chacun avec un bouton pour le copier.",
            },
        ),
    ),
    refuses=(
        {
            "en": "There is no search through all of Mastodon: a server shows what it knows, and only of people who "
            "agreed to be found. Hashtags bring more.",
            "fr": "Il n’y a pas de recherche dans tout Mastodon\u00a0: un serveur montre ce qu’il connaît, et "
            "seulement de celles et ceux qui ont accepté d’être trouvés. Les mots-dièse en apportent davantage.",
        },
        {
            "en": "An answer is never seen by more people than what it answers.",
            "fr": "Une réponse n’est jamais vue par plus de monde que le message auquel elle répond.",
        },
    ),
    sources=(
        "https://docs.joinmastodon.org/client/token/",
        "https://docs.joinmastodon.org/methods/statuses/",
        "https://docs.joinmastodon.org/methods/streaming/",
        "https://docs.joinmastodon.org/api/rate-limits/",
    ),
)
