"""What the start-up says to the person at the terminal, in French or English.

gettext would need Django, which must not be loaded before the database is there; hence one small table.
"""

import os

# key -> (English, French)
PHRASES: dict[str, tuple[str, str]] = {
    "already_runs": (
        "Liant already runs on {folder}. Stop it first, or choose another folder with --data.",
        "Liant tourne déjà sur {folder}. Arrêtez-le d’abord, ou choisissez un autre dossier avec --data.",
    ),
    "folder_not_creatable": (
        "The folder {folder} cannot be created ({reason}). Choose another with --data.",
        "Le dossier {folder} ne peut pas être créé ({reason}). Choisissez-en un autre avec --data.",
    ),
    "folder_not_writable": (
        "Liant may not write in {folder} ({reason}). Choose another folder with --data.",
        "Liant ne peut pas écrire dans {folder} ({reason}). Choisissez un autre dossier avec --data.",
    ),
    "folder_out_of_reach": (
        "The system user {user}, which runs the database, cannot enter {folder}. Choose with --data a folder every user may pass through, such as /var/lib/liant.",
        "L’utilisateur système {user}, qui fait tourner la base de données, ne peut pas entrer dans {folder}. Choisissez avec --data un dossier que chacun peut traverser, par exemple /var/lib/liant.",
    ),
    "disk_full": (
        "Only {free} MB are free on the disk of {folder}; Liant needs {needed} MB. Make room, or choose another folder with --data.",
        "Il ne reste que {free} Mo sur le disque de {folder}\u00a0: Liant en demande {needed}. Faites de la place, ou choisissez un autre dossier avec --data.",
    ),
    "disk_filled_up": (
        "The disk of {folder} is full: the database could not write. Make room, then start again.",
        "Le disque de {folder} est plein\u00a0: la base de données n’a pas pu écrire. Faites de la place, puis relancez.",
    ),
    "other_major": (
        "{folder} holds PostgreSQL {found} data; this Liant carries PostgreSQL {carried}. Take a dump with the Liant that made it, and restore it in a new folder.",
        "{folder} contient des données PostgreSQL {found}\u00a0; ce Liant embarque PostgreSQL {carried}. Faites une sauvegarde avec le Liant d’origine, puis restaurez-la dans un nouveau dossier.",
    ),
    "database_port_taken": (
        "Port {port}, meant for the database, is taken by another program.",
        "Le port {port}, prévu pour la base de données, est pris par un autre programme.",
    ),
    "database_refused": (
        "The database did not start: {reason} The whole story is in {log}.",
        "La base de données n’a pas démarré\u00a0: {reason} Tout est raconté dans {log}.",
    ),
    "initdb_failed": (
        "The database could not be created in {folder}: {reason}",
        "La base de données n’a pas pu être créée dans {folder}\u00a0: {reason}",
    ),
    "no_database_user": (
        "PostgreSQL refuses to run as root and the system user {user} could not be created ({reason}). Create it, or start Liant as an ordinary user.",
        "PostgreSQL refuse de tourner en root et l’utilisateur système {user} n’a pas pu être créé ({reason}). Créez-le, ou lancez Liant avec un utilisateur ordinaire.",
    ),
    "no_binaries": (
        "The PostgreSQL that comes with Liant is missing. Install Liant again, or set DATABASE_URL.",
        "Le PostgreSQL fourni avec Liant est introuvable. Réinstallez Liant, ou indiquez DATABASE_URL.",
    ),
}


class Refusal(Exception):
    """Liant cannot start; the text is one sentence for the person, with what to do."""


def is_french() -> bool:
    """Whether the terminal speaks French, by the order POSIX gives to the variables."""
    spoken = next((v for n in ("LC_ALL", "LC_MESSAGES", "LANG") if (v := os.environ.get(n))), "")
    return spoken.lower().startswith("fr")


def say(key: str, **values: object) -> str:
    """The sentence of that key in the person's language."""
    return PHRASES[key][is_french()].format(**values)


def refuse(key: str, **values: object) -> Refusal:
    """The refusal of that key, to be raised."""
    return Refusal(say(key, **values))
