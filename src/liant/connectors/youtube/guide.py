"""How the key of a YouTube channel is got, and what the network refuses, as data for the page of connecting."""

from liant.connectors.guide import Guide, Step

GUIDE = Guide(
    steps=(
        Step(
            {
                "en": "On console.cloud.google.com, create a project with your organisation’s name.",
                "fr": "Sur console.cloud.google.com, créez un projet au nom de votre organisation.",
            },
            "app",
            {
                "en": "Drawing: a form with a name for the application and a button to create it.",
                "fr": "Dessin\u00a0: un formulaire avec le nom de l’application et un bouton pour la créer.",
            },
        ),
        Step(
            {
                "en": "Under APIs and services, Library, switch on the YouTube Data API v3.",
                "fr": "Sous API et services, Bibliothèque, activez YouTube Data API v3.",
            },
            "products",
            {
                "en": "Drawing: a list of what the application may use, one line of it ticked.",
                "fr": "Dessin\u00a0: la liste de ce que l’application peut utiliser, une ligne cochée.",
            },
        ),
        Step(
            {
                "en": "Under Google Auth Platform, fill in the name and the address of mail, and publish the app: "
                "left in testing, Google ends the key after seven days.",
                "fr": "Sous Google Auth Platform, indiquez le nom et l’adresse de courriel, et publiez "
                "l’application\u00a0: laissée en test, Google met fin à la clé au bout de sept jours.",
            },
            "review",
            {
                "en": "Drawing: a request on its way to the network, then a tick.",
                "fr": "Dessin\u00a0: une demande qui part vers le réseau, puis une coche.",
            },
        ),
        Step(
            {
                "en": "Under Credentials, create an OAuth client ID for a web application, and add this address to "
                "the authorized redirect URIs.",
                "fr": "Sous Identifiants, créez un ID client OAuth pour une application Web, et ajoutez cette "
                "adresse aux URI de redirection autorisés.",
            },
            "address",
            {
                "en": "Drawing: an address copied from Liant into the network’s form.",
                "fr": "Dessin\u00a0: une adresse copiée de Liant dans le formulaire du réseau.",
            },
            gives_address=True,
        ),
        Step(
            {
                "en": "Copy the Client ID and the Client secret into the form below.",
                "fr": "Copiez l’identifiant client et le code secret dans le formulaire ci-dessous.",
            },
            "keys",
            {
                "en": "Drawing: an identifier and a hidden secret, each with a button to copy it.",
                "fr": "Dessin\u00a0: un identifiant et un secret masqué, chacun avec un bouton pour le copier.",
            },
        ),
        Step(
            {
                "en": "Go on to Google, choose the account of the channel, and leave the box ticked. Google may "
                "warn that it has not examined the app: it is yours.",
                "fr": "Continuez vers Google, choisissez le compte de la chaîne, et laissez la case cochée. Google "
                "peut avertir qu’il n’a pas examiné l’application\u00a0: c’est la vôtre.",
            },
            "consent",
            {
                "en": "Drawing: a page that asks for leave, with a button to agree.",
                "fr": "Dessin\u00a0: une page qui demande l’accord, avec un bouton pour accepter.",
            },
        ),
    ),
    refuses=(
        {
            "en": "YouTube does not tell when a comment is deleted: Liant looks once a day for the hundred that it heard "
            "last, and takes away the words of those that are gone.",
            "fr": "YouTube ne dit pas quand un commentaire est supprimé\u00a0: Liant cherche une fois par jour les cent "
            "derniers entendus, et retire les mots de ceux qui n’y sont plus.",
        },
        {
            "en": "It shows comments on your own videos only; what is said of you under other videos is not heard.",
            "fr": "Il ne montre que les commentaires sous vos propres vidéos\u202f; ce qui se dit de vous sous "
            "d’autres vidéos n’est pas entendu.",
        },
        {
            "en": "It gives ten thousand units a day to each app: a reading takes one or a few, an answer "
            "fifty. When they are used up, Liant goes on the next day.",
            "fr": "Il donne dix mille unités par jour à chaque application\u00a0: une lecture en prend une ou "
            "quelques-unes, une réponse cinquante. Quand elles sont épuisées, Liant reprend le lendemain.",
        },
    ),
    sources=(
        "https://developers.google.com/youtube/v3/guides/implementation/comments",
        "https://developers.google.com/youtube/v3/docs/commentThreads/list",
        "https://developers.google.com/youtube/v3/docs/comments/insert",
        "https://developers.google.com/youtube/v3/docs/errors",
        "https://developers.google.com/youtube/v3/determine_quota_cost",
        "https://developers.google.com/identity/protocols/oauth2/web-server",
    ),
)
