from liant.accounts.pages import page
from liant.bonds.direction import views

app_name = "direction"
urlpatterns = [
    page("", views.home, name="home", needs="bonds.read_shape"),
    page("direction.json", views.as_file, name="file", needs="bonds.read_shape"),
]
