from liant.accounts.pages import page
from liant.accounts.tokens import views

app_name = "tokens"
urlpatterns = [
    page("", views.tokens, name="list", needs="tokens.use"),
    page("<int:token_id>/revoke/", views.revoke, name="revoke", needs="tokens.revoke"),
]
