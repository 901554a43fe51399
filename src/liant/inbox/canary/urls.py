from liant.accounts.pages import page
from liant.inbox.canary import views

app_name = "canary"
NEEDS = "inbox.change_canaries"
urlpatterns = [
    page("", views.published, name="list", needs=NEEDS),
    page("add/", views.edit, name="add", needs=NEEDS),
    page("<int:published_id>/", views.edit, name="change", needs=NEEDS),
    page("<int:published_id>/pause/", views.pause, name="pause", needs=NEEDS),
    page("<int:published_id>/resume/", views.resume, name="resume", needs=NEEDS),
    page("<int:published_id>/remove/", views.remove, name="remove", needs=NEEDS),
    page("<int:published_id>/send/", views.send_now, name="send", needs=NEEDS),
]
