from liant.accounts.pages import page
from liant.writing.readership import views

app_name = "readership"
urlpatterns = [
    page("", views.home, name="home", needs="readership.read"),
    page("<int:piece_id>/", views.piece, name="piece", needs="readership.read"),
]
