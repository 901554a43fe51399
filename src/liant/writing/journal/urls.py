from liant.accounts.pages import page
from liant.writing.journal import views

app_name = "journal"
urlpatterns = [
    page("", views.home, name="home", needs="journal.read"),
    page("settings/", views.arrange, name="arrange", needs="journal.arrange"),
    page("comments/<int:comment_id>/", views.comment, name="comment", needs="journal.moderate"),
    page("mentions/<int:mention_id>/", views.mention, name="mention", needs="journal.moderate"),
    page("recordings/<int:medium_id>/", views.recording, name="recording", needs="journal.read"),
]
