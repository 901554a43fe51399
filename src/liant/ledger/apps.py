from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "liant.ledger"
    label = "ledger"
