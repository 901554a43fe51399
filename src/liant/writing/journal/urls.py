from liant.accounts.pages import page
from liant.writing.journal import views

app_name = "journal"
urlpatterns = [
    page("", views.home, name="home", needs="journal.read"),
    page("settings/", views.arrange, name="arrange", needs="journal.arrange"),
]
