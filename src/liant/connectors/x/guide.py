"""How an organisation registers the application with which its members publish on X themselves, and what X costs, as data."""

from liant.connectors.guide import Guide, Step

GUIDE = Guide(
    steps=(
        Step(
            {
                "en": "On console.x.com, create an app, and buy credits: X has no free plan, and each post costs some.",
                "fr": "Sur console.x.com, créez une application, et achetez des crédits\u00a0: X n’a pas d’offre gratuite, et chaque "
                "message en coûte.",
            },
        ),
        Step(
            {
                "en": "Set a spending limit there: Liant publishes what your experts ask for, and counts nothing.",
                "fr": "Fixez-y un plafond de dépense\u00a0: Liant publie ce que vos experts demandent, et ne compte rien.",
            },
        ),
        Step(
            {
                "en": "In the app’s authentication settings, choose OAuth 2.0, read and write, a confidential client, and this address "
                "as callback.",
                "fr": "Dans les réglages d’authentification de l’application, choisissez OAuth 2.0, lecture et écriture, client "
                "confidentiel, et cette adresse de retour.",
            },
            gives_address=True,
        ),
        Step(
            {
                "en": "Copy the Client ID and the Client secret into the form below.",
                "fr": "Copiez l’identifiant client et le secret client dans le formulaire ci-dessous.",
            },
        ),
    ),
    refuses=(
        {
            "en": "X takes a hundred posts of one person in a quarter of an hour, and ten thousand of one app in a day.",
            "fr": "X accepte cent messages d’une personne en un quart d’heure, et dix mille d’une application en un jour.",
        },
        {
            "en": "Whoever holds the app’s account sees there how many posts left, and not whose. Answers and likes are not counted: "
            "each reading would cost.",
            "fr": "Qui tient le compte de l’application y voit combien de messages sont partis, et non de qui. Réponses et "
            "«\u00a0j’aime\u00a0» ne sont pas comptés\u00a0: chaque lecture coûterait.",
        },
        {
            "en": "When X does not confirm that a post arrived, its expert looks.",
            "fr": "Quand X ne confirme pas qu’un message est arrivé, l’expert regarde.",
        },
    ),
    sources=(
        "https://docs.x.com/fundamentals/authentication/oauth-2-0/user-access-token",
        "https://docs.x.com/x-api/posts/manage-tweets/introduction",
        "https://docs.x.com/x-api/fundamentals/rate-limits",
        "https://docs.x.com/x-api/getting-started/pricing",
    ),
)
