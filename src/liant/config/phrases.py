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
    "port_taken": (
        "Port {port} is taken by another program. Choose another with --port.",
        "Le port {port} est pris par un autre programme. Choisissez-en un autre avec --port.",
    ),
    "port_not_allowed": (
        "The system keeps port {port} for itself ({reason}). Choose one above 1023 with --port.",
        "Le système se réserve le port {port} ({reason}). Choisissez-en un au-dessus de 1023 avec --port.",
    ),
    "host_unknown": (
        "Liant cannot listen on {host} ({reason}). Write with --host an address of this machine.",
        "Liant ne peut pas écouter sur {host} ({reason}). Indiquez avec --host une adresse de cette machine.",
    ),
    "owner_url_missing": (
        "DATABASE_URL is set; set DATABASE_OWNER_URL too: the role that owns the tables and brings them up to date.",
        "DATABASE_URL est indiqué\u00a0; indiquez aussi DATABASE_OWNER_URL\u00a0: le rôle qui possède les tables et les met à jour.",
    ),
    "app_url_missing": (
        "DATABASE_OWNER_URL is set; set DATABASE_URL too: the role under which the application works.",
        "DATABASE_OWNER_URL est indiqué\u00a0; indiquez aussi DATABASE_URL\u00a0: le rôle sous lequel l’application travaille.",
    ),
    "database_unreachable": (
        "{variable} leads to no database: {reason}",
        "{variable} ne mène à aucune base de données\u00a0: {reason}",
    ),
    "database_too_old": (
        "{variable} leads to PostgreSQL {found}; Liant needs {needed} or later.",
        "{variable} mène à PostgreSQL {found}\u00a0; Liant demande la version {needed} ou une plus récente.",
    ),
    "database_not_utf8": (
        "The database of {variable} is kept in {found}; Liant needs UTF8. Create it with ENCODING 'UTF8'.",
        "La base de {variable} est en {found}\u00a0; Liant demande UTF8. Créez-la avec ENCODING 'UTF8'.",
    ),
    "app_role_superuser": (
        "The role {role} of DATABASE_URL is a superuser: nothing would keep organisations apart. Give it NOSUPERUSER, or name another role.",
        "Le rôle {role} de DATABASE_URL est superutilisateur\u00a0: rien ne séparerait les organisations. Retirez-lui ce droit (NOSUPERUSER), ou indiquez un autre rôle.",
    ),
    "app_role_bypasses": (
        "The role {role} of DATABASE_URL may bypass row-level security: nothing would keep organisations apart. Give it NOBYPASSRLS, or name another role.",
        "Le rôle {role} de DATABASE_URL peut contourner la sécurité par ligne\u00a0: rien ne séparerait les organisations. Retirez-lui ce droit (NOBYPASSRLS), ou indiquez un autre rôle.",
    ),
    "app_role_owns": (
        "The role {role} of DATABASE_URL owns {what}, itself or through another role: row-level security would not hold it. Name in DATABASE_URL a role that owns nothing.",
        "Le rôle {role} de DATABASE_URL possède {what}, lui-même ou par un autre rôle\u00a0: la sécurité par ligne ne le retiendrait pas. Indiquez dans DATABASE_URL un rôle qui ne possède rien.",
    ),
    "owns_table": ("the table {name}", "la table {name}"),
    "owns_database": ("the database {name}", "la base {name}"),
    "app_role_cannot_read": (
        "The role {role} of DATABASE_URL may not read the tables of the owner. Run the grants of docs/running.md as the owner, then start again.",
        "Le rôle {role} de DATABASE_URL ne peut pas lire les tables du propriétaire. Exécutez en tant que propriétaire les GRANT de docs/fr/exploitation.md, puis relancez.",
    ),
    "migrate_failed": (
        "The database could not be brought up to date: {reason} The whole story is in {log}.",
        "La base de données n’a pas pu être mise à jour\u00a0: {reason} Tout est raconté dans {log}.",
    ),
    "demonstration_failed": (
        "The demonstration could not be loaded: {reason} The whole story is in {log}.",
        "La démonstration n’a pas pu être chargée\u00a0: {reason} Tout est raconté dans {log}.",
    ),
    "link_failed": (
        "No sign-in link could be made: {reason} Sign in at the address above.",
        "Aucun lien de connexion n’a pu être préparé\u00a0: {reason} Connectez-vous à l’adresse ci-dessus.",
    ),
    "secret_unreadable": (
        "The file {path} cannot be read ({reason}). Start Liant with the user who made it.",
        "Le fichier {path} ne peut pas être lu ({reason}). Lancez Liant avec l’utilisateur qui l’a créé.",
    ),
    "first_start": (
        "Liant prepares its database in {folder}. The first start takes a few seconds.",
        "Liant prépare sa base de données dans {folder}. Le premier démarrage prend quelques secondes.",
    ),
    "loading_demonstration": ("Liant lays out the demonstration.", "Liant met en place la démonstration."),
    "ready": ("Liant is ready: {address}", "Liant est prêt\u00a0: {address}"),
    "sign_in": (
        "To sign in, open this link; it serves once: {link}",
        "Pour entrer, ouvrez ce lien\u00a0; il sert une fois\u00a0: {link}",
    ),
    "how_to_stop": ("Ctrl-C stops everything.", "Ctrl-C arrête tout."),
    "stopping": ("Liant finishes what is under way and stops.", "Liant termine ce qui est en cours et s’arrête."),
    "stopped": ("Liant has stopped; everything is kept.", "Liant est arrêté\u00a0; tout est conservé."),
    "database_back": ("runs again", "tourne de nouveau"),
    "part_died": ("stopped ({how}); it is started again", "s’est arrêté ({how})\u00a0; il est relancé"),
    "part_keeps_dying": (
        "stopped {times} times within {seconds} seconds; Liant keeps trying. The lines above say why.",
        "s’est arrêté {times} fois en {seconds} secondes\u00a0; Liant continue d’essayer. Les lignes ci-dessus disent pourquoi.",
    ),
    "died_by_signal": ("signal {number}", "signal {number}"),
    "died_by_code": ("exit code {code}", "code de sortie {code}"),
    "code_changed": ("the code changed; starting again", "le code a changé\u00a0; redémarrage"),
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
