from liant.accounts.pages import page
from liant.listening.capture import views

app_name = "capture"
urlpatterns = [
    page("", views.note_page, name="note", needs="listening.note", calls_outside=True),
    page("link/", views.open_link, name="open-link", needs="listening.change_tip_link"),
    page("link/close/", views.close_link, name="close-link", needs="listening.change_tip_link"),
    page("picture/<int:item_id>/", views.picture, name="picture", needs="listening.read"),
]
