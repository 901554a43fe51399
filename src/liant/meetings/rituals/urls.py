from liant.accounts.pages import page
from liant.meetings.rituals import views

app_name = "rituals"
urlpatterns = [
    page("", views.rituals, name="list", needs="rituals.see"),
    page("new/", views.write, name="new", needs="rituals.keep"),
    page("<int:ritual_id>/", views.write, name="change", needs="rituals.keep"),
    page("<int:ritual_id>/note/", views.note, name="note", needs="rituals.keep"),
    page("<int:ritual_id>/end/", views.end, name="end", needs="rituals.keep"),
]
