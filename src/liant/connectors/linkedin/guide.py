"""How the key of a LinkedIn page is got, and what the network refuses, as data for the page of connecting."""

from liant.connectors.guide import Guide, Step

GUIDE = Guide(
    steps=(
        Step(
            {
                "en": "On linkedin.com/developers, create an app, and have a super administrator of your page "
                "confirm it. Let it serve nothing else: LinkedIn wants this permission alone in its app.",
                "fr": "Sur linkedin.com/developers, créez une application, et faites-la confirmer par un "
                "super-administrateur de votre page. Qu’elle ne serve à rien d’autre\u00a0: LinkedIn veut "
                "cette autorisation seule dans son application.",
            },
            "app",
            {
                "en": "Drawing: a form with a name for the application and a button to create it.",
                "fr": "Dessin\u00a0: un formulaire avec le nom de l’application et un bouton pour la créer.",
            },
        ),
        Step(
            {
                "en": "Under Products, ask for the Community Management API. LinkedIn examines the request: it "
                "wants a registered organisation, an address of mail in its own name, and a privacy notice.",
                "fr": "Sous Products, demandez la Community Management API. LinkedIn examine la demande\u00a0: il "
                "veut une organisation enregistrée, une adresse de courriel à son nom et une page sur la vie "
                "privée.",
            },
            "review",
            {
                "en": "Drawing: a request on its way to the network, then a tick.",
                "fr": "Dessin\u00a0: une demande qui part vers le réseau, puis une coche.",
            },
        ),
        Step(
            {
                "en": "Under Auth, add this address to the authorized redirect URLs.",
                "fr": "Sous Auth, ajoutez cette adresse aux URL de redirection autorisées.",
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
                "fr": "Copiez l’identifiant client et le secret client dans le formulaire ci-dessous.",
            },
            "keys",
            {
                "en": "Drawing: an identifier and a hidden secret, each with a button to copy it.",
                "fr": "Dessin\u00a0: un identifiant et un secret masqué, chacun avec un bouton pour le copier.",
            },
        ),
        Step(
            {
                "en": "Go on to LinkedIn, sign in as an administrator of the page, and agree.",
                "fr": "Continuez vers LinkedIn, connectez-vous en tant qu’administrateur de la page, et acceptez.",
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
            "en": "LinkedIn does not let other members’ names be kept: whoever writes is known here by a number.",
            "fr": "LinkedIn n’autorise pas à conserver le nom des autres membres\u00a0: qui écrit est connu ici "
            "par un numéro.",
        },
        {
            "en": "Its terms let what members write be kept for forty-eight hours. Answer soon, and ask "
            "LinkedIn if you need to keep it longer; Liant does not delete it by itself.",
            "fr": "Ses conditions permettent de conserver quarante-huit heures ce qu’écrivent les membres. "
            "Répondez vite, et demandez à LinkedIn s’il vous faut le garder plus longtemps\u202f; Liant "
            "ne l’efface pas de lui-même.",
        },
        {
            "en": "A new app may ask five hundred questions a day; Liant comes by every half hour. LinkedIn "
            "shows the last sixty days, and nothing before.",
            "fr": "Une application récente peut poser cinq cents questions par jour\u202f; Liant passe toutes "
            "les demi-heures. LinkedIn montre les soixante derniers jours, et rien avant.",
        },
        {
            "en": "The key lasts sixty days, a year where LinkedIn lets the app renew it. Private messages and "
            "personal profiles stay closed.",
            "fr": "La clé dure soixante jours, un an là où LinkedIn laisse l’application la renouveler. Les "
            "messages privés et les profils personnels restent fermés.",
        },
    ),
    sources=(
        "https://learn.microsoft.com/en-us/linkedin/marketing/community-management/organizations/organization-social-action-notifications",
        "https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/comments-api",
        "https://learn.microsoft.com/en-us/linkedin/marketing/community-management-app-review",
        "https://learn.microsoft.com/en-us/linkedin/marketing/data-storage-requirements",
        "https://learn.microsoft.com/en-us/linkedin/shared/authentication/authorization-code-flow",
        "https://learn.microsoft.com/en-us/linkedin/shared/authentication/programmatic-refresh-tokens",
    ),
)
