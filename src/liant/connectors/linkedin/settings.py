"""What LinkedIn's connector asks for. The version of LinkedIn's door and the permissions change from year to year: they
have values that suit, and can be written over."""

from liant.connectors.contract import Field
from liant.connectors.linkedin import agreement, reading, rest

SETTINGS = (
    Field(
        "client_id",
        "text",
        {"en": "Client ID", "fr": "Identifiant client"},
        {
            "en": "On LinkedIn’s page of your app, under Auth.",
            "fr": "Sur la page de votre application chez LinkedIn, sous Auth.",
        },
    ),
    Field(
        "client_secret",
        "secret",
        {"en": "Client secret", "fr": "Secret client"},
        {"en": "Beside the Client ID.", "fr": "À côté de l’identifiant."},
    ),
    Field(
        "days",
        "number",
        {"en": "Days to read at first", "fr": "Jours à lire au début"},
        {"en": "LinkedIn shows sixty at most.", "fr": "LinkedIn en montre soixante au plus."},
        is_required=False,
        default=reading.DEFAULT_DAYS,
    ),
    Field(
        "scopes",
        "text",
        {"en": "Permissions asked for", "fr": "Autorisations demandées"},
        {
            "en": "Exactly those that LinkedIn granted your app: with one too many, it refuses them all.",
            "fr": "Exactement celles que LinkedIn a accordées à votre application\u00a0: une de trop, et toutes sont "
            "refusées.",
        },
        is_required=False,
        default=agreement.DEFAULT_SCOPES,
    ),
    Field(
        "version",
        "text",
        {"en": "Version of LinkedIn’s door", "fr": "Version de l’interface de LinkedIn"},
        {
            "en": "A year and a month, such as 202607. LinkedIn retires each one after about a year.",
            "fr": "Une année et un mois, par exemple 202607. LinkedIn retire chacune au bout d’un an environ.",
        },
        is_required=False,
        default=rest.DEFAULT_VERSION,
    ),
)
