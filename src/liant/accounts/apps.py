from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "liant.accounts"
    label = "accounts"

    def ready(self) -> None:
        from allauth.mfa.signals import authenticator_added  # as below
        from django.contrib.auth.signals import user_logged_in

        from liant.accounts import policy, rooms  # noqa: F401  registers permissions and ways in, once apps are ready
        from liant.accounts.adapters import settle_at_sign_in, stay_known

        user_logged_in.connect(settle_at_sign_in, dispatch_uid="settle_at_sign_in")
        authenticator_added.connect(stay_known, dispatch_uid="stay_known")
