from liant.accounts.pages import page
from liant.writing import views

app_name = "writing"
urlpatterns = [
    page("", views.pieces, name="list", needs="writing.read"),
    page("new/", views.begin, name="new", needs="writing.write"),
    page("<int:piece_id>/", views.edit, name="edit", needs="writing.read"),
]
