"""How an organisation registers the application with which its members publish on LinkedIn themselves, as data."""

from liant.connectors.guide import Guide, Step

GUIDE = Guide(
    steps=(
        Step(
            {
                "en": "On linkedin.com/developers, create an app of its own for this, and have a super administrator of your page "
                "confirm it. The app of a LinkedIn page will not do: LinkedIn wants that permission alone.",
                "fr": "Sur linkedin.com/developers, créez une application rien que pour cela, et faites-la confirmer par un "
                "super-administrateur de votre page. Celle d’une page LinkedIn ne convient pas\u00a0: LinkedIn y veut son "
                "autorisation seule.",
            },
        ),
        Step(
            {
                "en": "Under Products, add Share on LinkedIn, and Sign In with LinkedIn using OpenID Connect. Both are given at once.",
                "fr": "Sous Products, ajoutez Share on LinkedIn, et Sign In with LinkedIn using OpenID Connect. Les deux sont "
                "donnés aussitôt.",
            },
        ),
        Step(
            {
                "en": "Under Auth, add this address to the authorized redirect URLs.",
                "fr": "Sous Auth, ajoutez cette adresse aux URL de redirection autorisées.",
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
            "en": "An access lasts sixty days; then each expert agrees again.",
            "fr": "Un accès dure soixante jours\u202f; ensuite, chaque expert accepte à nouveau.",
        },
        {
            "en": "Nothing can be read: neither answers, nor whether a post arrived. When LinkedIn does not confirm, its expert looks.",
            "fr": "Rien ne peut se lire\u00a0: ni les réponses, ni si une publication est arrivée. Quand LinkedIn ne confirme pas, "
            "l’expert regarde.",
        },
        {
            "en": "LinkedIn limits how much one member and one app publish in a day, and does not say how much: the app’s page there "
            "does.",
            "fr": "LinkedIn limite ce qu’un membre et une application publient en un jour, sans dire combien\u00a0: la page de "
            "l’application là-bas le montre.",
        },
    ),
    sources=(
        "https://learn.microsoft.com/en-us/linkedin/consumer/integrations/self-serve/share-on-linkedin",
        "https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/posts-api",
        "https://learn.microsoft.com/en-us/linkedin/shared/authentication/authorization-code-flow",
    ),
)
