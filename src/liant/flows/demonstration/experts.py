"""Words of the invented programmes: names, what was offered, what people put up."""

from typing import Any

FIRST_NAMES = ("Aline", "Basile", "Camille", "Djibril", "Élise", "Fanny", "Gaëtan", "Inès", "Jonas", "Karim", "Lucie", "Maëlle", "Noé", "Ophélie")  # fmt: skip
LAST_NAMES = ("Aubry", "Bonnet", "Carlier", "Delmas", "Évrard", "Faure", "Gillet", "Hamon", "Jourdain")

OFFERS: tuple[dict[str, Any], ...] = (
    {"kind": "expert", "title": "Ce que l’hiver change dans notre métier", "is_about_us": False,
     "question": "Qu’est-ce qu’on vous demande le plus en ce moment ?", "starts": ["Cet hiver, on me demande souvent"]},
    {"kind": "behind", "title": "Une matinée, de cinq heures à midi", "is_about_us": False, "starts": ["À cinq heures du matin"]},
    {"kind": "question", "title": "Que répondriez-vous à quelqu’un qui débute ?", "is_about_us": False},
    {"kind": "others", "title": "Un article qui explique bien la saison", "is_about_us": False},
    {"kind": "invitation", "title": "Portes ouvertes : qui voulez-vous inviter ?", "is_about_us": False},
    {"kind": "demonstration", "title": "Trois gestes, filmés par l’équipe", "is_about_us": False},
    {"kind": "exclusive", "title": "À lire avant tout le monde", "is_about_us": False},
    {"kind": "news", "title": "Nous avons reçu un prix", "is_about_us": True},
    {"kind": "news", "title": "Notre nouvelle page est en ligne", "is_about_us": True},
    {"kind": "news", "title": "Nos vœux, en images", "is_about_us": True},
)  # fmt: skip

HABITS: tuple[dict[str, Any], ...] = (
    {"title": "Accueil des nouveaux", "kind": "welcome", "times": 1, "minutes": 45},
    {"title": "Écrire avec ses mots", "kind": "workshop", "times": 2, "minutes": 90},
    {"title": "Revue avec la direction", "kind": "review", "times": 1, "minutes": 60, "has_managers": True},
)

SHOWN = (
    ("thanks", "J’ai remercié l’équipe du matin pour sa réponse à une cliente."),
    ("share", "J’ai partagé l’article de Camille, avec deux questions que je me pose."),
    ("comment", "J’ai commenté un article d’un confrère : nous apprenons de lui."),
)

REVIEW = {
    "experience": "Des réponses toutes prêtes à ce qu’on leur demande vraiment, et des invitations. À vérifier avec eux.",
    "travel": "Surtout par les collègues d’autres équipes ; dehors, par les gens du métier.",
    "animation": "Un accueil, un atelier d’écriture, une revue par trimestre avec la direction.",
}
