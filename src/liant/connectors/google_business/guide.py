"""How the key of a place on Google is got, and what the network refuses, as data for the page of connecting."""

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
                "en": "Ask Google for access to the Business Profile APIs, with the form of its documentation. It "
                "wants a place that was verified at least sixty days ago; until it agrees, the quota is zero.",
                "fr": "Demandez à Google l’accès aux API Business Profile, par le formulaire de sa documentation. "
                "Il veut une fiche validée depuis soixante jours au moins\u202f; tant qu’il n’a pas accepté, "
                "le quota est à zéro.",
            },
            "review",
            {
                "en": "Drawing: a request on its way to the network, then a tick.",
                "fr": "Dessin\u00a0: une demande qui part vers le réseau, puis une coche.",
            },
        ),
        Step(
            {
                "en": "Under APIs and services, Library, switch on the Google My Business API, the Account "
                "Management API and the Business Information API.",
                "fr": "Sous API et services, Bibliothèque, activez Google My Business API, Account Management API "
                "et Business Information API.",
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
                "en": "Go on to Google, choose an account that manages the place, and leave the box ticked.",
                "fr": "Continuez vers Google, choisissez un compte qui gère la fiche, et laissez la case cochée.",
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
            "en": "Google tells a reviewer’s name and no account: two reviews by one person, of two places, "
            "stay apart.",
            "fr": "Google donne le nom de qui laisse un avis, et aucun compte\u00a0: deux avis d’une même "
            "personne, sur deux fiches, restent séparés.",
        },
        {
            "en": "It does not tell when a review is deleted: its words stay here until you remove them.",
            "fr": "Il ne dit pas quand un avis est supprimé\u00a0: ses mots restent ici jusqu’à ce que vous les "
            "retiriez.",
        },
        {
            "en": "A review has one answer. Where a colleague gave one on Google itself, Liant does not write over it.",
            "fr": "Un avis a une seule réponse. Là où un collègue en a donné une sur Google même, Liant n’écrit "
            "pas par-dessus.",
        },
        {
            "en": "An answer that a colleague gives on Google to an older review is not heard.",
            "fr": "Une réponse qu’un collègue donne sur Google à un avis plus ancien n’est pas entendue.",
        },
    ),
    sources=(
        "https://developers.google.com/my-business/content/prereqs",
        "https://developers.google.com/my-business/content/review-data",
        "https://developers.google.com/my-business/reference/rest/v4/accounts.locations.reviews/list",
        "https://developers.google.com/my-business/reference/rest/v4/accounts.locations.reviews/updateReply",
        "https://developers.google.com/identity/protocols/oauth2/web-server",
    ),
)
