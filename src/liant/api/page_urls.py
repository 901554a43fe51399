"""The pages about the interface, inside an organisation."""

from liant.accounts.pages import page
from liant.api import views

app_name = "api"
urlpatterns = [
    page("", views.guide, name="guide", needs="tokens.use"),
    page("<slug:operation_key>/", views.operation, name="operation", needs="tokens.use"),
]
