from liant.accounts.pages import page
from liant.advocacy.expertise import views

app_name = "expertise"
TAKE_PART = "advocacy.take_part"
urlpatterns = [
    page("", views.home, name="home", needs=TAKE_PART),
    page("pieces/", views.show_piece, name="show-piece", needs=TAKE_PART),
    page("pieces/<int:chosen_id>/hide/", views.hide_piece, name="hide-piece", needs=TAKE_PART),
    page("talks/", views.add_talk, name="add-talk", needs=TAKE_PART),
    page("talks/<int:talk_id>/remove/", views.remove_talk, name="remove-talk", needs=TAKE_PART),
    page("preview/", views.preview, name="preview", needs=TAKE_PART),
    page("take-down/", views.take_down, name="take-down", needs=TAKE_PART),
    page("page.zip", views.take_along, name="take-along", needs=TAKE_PART),
]
