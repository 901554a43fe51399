"""How the key of an Instagram account is got, and what the network refuses, as data for the page of connecting."""

from liant.connectors.guide import Guide, Step

GUIDE = Guide(
    steps=(
        Step(
            {
                "en": "Check that the account is a professional one (business or creator): on the phone, Settings, "
                "Account type.",
                "fr": "Vérifiez que le compte est professionnel (entreprise ou créateur)\u00a0: sur le téléphone, "
                "Paramètres, Type de compte.",
            },
        ),
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
                "en": "Add to it Instagram, set up with Instagram login, and add your account under Roles.",
                "fr": "Ajoutez-y Instagram, configuré avec la connexion Instagram, et ajoutez votre compte sous Rôles.",
            },
            "products",
            {
                "en": "Drawing: a list of what the application may use, one line of it ticked.",
                "fr": "Dessin\u00a0: la liste de ce que l’application peut utiliser, une ligne cochée.",
            },
        ),
        Step(
            {
                "en": "Under Business login settings, paste this address as the redirect URL.",
                "fr": "Dans les réglages de la connexion professionnelle, collez cette adresse comme URL de "
                "redirection.",
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
                "en": "Copy the Instagram app ID and the Instagram app secret into the form below. They are not "
                "those of the app itself.",
                "fr": "Copiez l’identifiant et la clé secrète de l’app Instagram dans le formulaire ci-dessous. Ce "
                "ne sont pas ceux de l’application elle-même.",
            },
            "keys",
            {
                "en": "Drawing: an identifier and a hidden secret, each with a button to copy it.",
                "fr": "Dessin\u00a0: un identifiant et un secret masqué, chacun avec un bouton pour le copier.",
            },
        ),
        Step(
            {
                "en": "Go on to Instagram, sign in with the account, and agree.",
                "fr": "Continuez vers Instagram, connectez-vous avec le compte, et acceptez.",
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
            "en": "Instagram tells of an @mention in somebody else’s caption or comment only by calling a "
            "server. The page of the channel, once it is connected, says what address to give to Meta for that; it has "
            "to be reachable from the internet, and the application live. Without it these mentions are not heard.",
            "fr": "Instagram ne signale une @mention dans la légende ou le commentaire d’autrui qu’en appelant "
            "un serveur. La page du canal, une fois connecté, dit quelle adresse donner à Meta pour cela\u202f; elle "
            "doit être joignable depuis internet, et l’application en ligne. Sans cela, ces mentions ne sont pas "
            "entendues.",
        },
        {
            "en": "Mentions in stories and on private accounts are never told.",
            "fr": "Les mentions dans les stories et sur les comptes privés ne sont jamais signalées.",
        },
        {
            "en": "Nobody may comment, through a program, on a picture in which they are tagged.",
            "fr": "Personne ne peut commenter, par un programme, une photo où il est identifié.",
        },
        {
            "en": "An answer to an answer goes under the comment at the top. Stories and private accounts are "
            "not shown.",
            "fr": "Une réponse à une réponse se range sous le premier commentaire. Les stories et les comptes "
            "privés ne sont pas montrés.",
        },
        {
            "en": "The key lasts sixty days; Liant renews it by itself after thirty.",
            "fr": "La clé dure soixante jours\u202f; Liant la renouvelle de lui-même au bout de trente.",
        },
    ),
    sources=(
        "https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login",
        "https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/business-login",
        "https://developers.facebook.com/docs/instagram-platform/comment-moderation",
        "https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/mentions",
        "https://developers.facebook.com/docs/instagram-platform/reference/refresh_access_token",
    ),
)
