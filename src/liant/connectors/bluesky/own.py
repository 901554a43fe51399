"""One person's own account on Bluesky, or any server of the AT Protocol: their posts, by an app password that they make."""

from liant.connectors.bluesky.connector import Bluesky
from liant.connectors.bluesky.session import Session
from liant.connectors.contract import Account, Json
from liant.connectors.own import CameOf


class OwnBluesky(Bluesky):
    needs_application = False
    settings = tuple(one for one in Bluesky.settings if one.name in {"handle", "password", "server"})
    asks_for = (
        {
            "en": "to publish what you write here, when you say so;",
            "fr": "publier ce que vous écrivez ici, quand vous le dites\u202f;",
        },
        {
            "en": "to read how many answers and likes it got. An app password allows more; nothing more is done.",
            "fr": "lire combien de réponses et de «\u00a0j’aime\u00a0» il a reçus. Un mot de passe d’application permet "
            "davantage\u202f; rien de plus n’est fait.",
        },
    )
    given_back = {
        "en": "In Bluesky, delete the app password too: Settings, Privacy and security, App passwords.",
        "fr": "Dans Bluesky, supprimez aussi le mot de passe d’application\u00a0: Paramètres, Confidentialité et sécurité, "
        "Mots de passe d’application.",
    }

    def whose(self, account: Account) -> tuple[str, str]:
        session = Session(account)
        return session.did, session.handle

    def came_of(self, account: Account, reply_to: Json) -> CameOf | None:
        found = Session(account).query("app.bsky.feed.getPosts", uris=[reply_to.get("uri")]).get("posts") or []
        if not found:
            return None
        return CameOf(found[0].get("replyCount"), found[0].get("likeCount"), found[0].get("repostCount"))
