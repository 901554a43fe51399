"""How the key of a Facebook Page is got, and what the network refuses, as data for the page of connecting."""

from liant.connectors.guide import Guide, Step

GUIDE = Guide(
    steps=(
        Step(
            {
                "en": "On developers.facebook.com, My Apps, create an app for a business, and give it your "
                "organisation’s name.",
                "fr": "Sur developers.facebook.com, Mes applications, créez une application de type entreprise et "
                "donnez-lui le nom de votre organisation.",
            },
            "app",
            {
                "en": "Drawing: a form with a name for the application and a button to create it.",
                "fr": "Dessin\u00a0: un formulaire avec le nom de l’application et un bouton pour la créer.",
            },
        ),
        Step(
            {
                "en": "Add to it what Meta calls Facebook Login for Business.",
                "fr": "Ajoutez-y ce que Meta appelle Facebook Login for Business.",
            },
            "products",
            {
                "en": "Drawing: a list of what the application may use, one line of it ticked.",
                "fr": "Dessin\u00a0: la liste de ce que l’application peut utiliser, une ligne cochée.",
            },
        ),
        Step(
            {
                "en": "In its settings, under Valid OAuth Redirect URIs, paste this address.",
                "fr": "Dans ses réglages, sous «\u00a0URI de redirection OAuth valides\u00a0», collez cette adresse.",
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
                "en": "Under App settings, Basic, copy the App ID and the App secret into the form below.",
                "fr": "Sous Paramètres de l’app, Général, copiez l’identifiant et la clé secrète dans le formulaire "
                "ci-dessous.",
            },
            "keys",
            {
                "en": "Drawing: an identifier and a hidden secret, each with a button to copy it.",
                "fr": "Dessin\u00a0: un identifiant et un secret masqué, chacun avec un bouton pour le copier.",
            },
        ),
        Step(
            {
                "en": "Go on to Facebook, sign in with an account that looks after the Page, and agree. For a Page "
                "of your own, an app in development is enough: Meta does not examine it.",
                "fr": "Continuez vers Facebook, connectez-vous avec un compte qui s’occupe de la Page, et acceptez. "
                "Pour votre propre Page, une application en développement suffit\u00a0: Meta ne l’examine "
                "pas.",
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
            "en": "Facebook opens its data for ninety days: after that, somebody has to agree again. Liant "
            "tells the channel’s owner before.",
            "fr": "Facebook ouvre ses données pour quatre-vingt-dix jours\u00a0: ensuite, quelqu’un doit "
            "accepter de nouveau. Liant prévient avant la personne qui s’occupe du canal.",
        },
        {
            "en": "It tells no program that a comment was deleted: Liant looks once a day for the hundred that it heard "
            "last, and takes away the words of those that are gone.",
            "fr": "Il ne dit à aucun programme qu’un commentaire est supprimé\u00a0: Liant cherche une fois par jour les "
            "cent derniers entendus, et retire les mots de ceux qui n’y sont plus.",
        },
        {
            "en": "It hides the name of people who did not let apps know it, and shows nothing of private "
            "groups and of profiles.",
            "fr": "Il cache le nom des personnes qui ne le laissent pas connaître aux applications, et ne "
            "montre rien des groupes privés ni des profils.",
        },
        {
            "en": "Pages that you do not look after can be read only after an examination by Meta.",
            "fr": "Les Pages dont vous ne vous occupez pas ne se lisent qu’après un examen par Meta.",
        },
    ),
    sources=(
        "https://developers.facebook.com/docs/pages-api",
        "https://developers.facebook.com/docs/graph-api/reference/page/feed/",
        "https://developers.facebook.com/docs/graph-api/reference/page/ratings/",
        "https://developers.facebook.com/docs/graph-api/reference/object/comments",
        "https://developers.facebook.com/docs/graph-api/guides/error-handling",
        "https://developers.facebook.com/docs/graph-api/overview/rate-limiting",
    ),
)
