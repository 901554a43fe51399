from liant.accounts.pages import page
from liant.writing.archive import views

app_name = "archive"
urlpatterns = [
    page("", views.home, name="home", needs="archive.read"),
    page("make/", views.make, name="make", needs="archive.make"),
    page("<int:archive_id>/file/", views.file, name="file", needs="archive.make"),
    page("stakes/", views.stakes, name="stakes", needs="archive.read"),
    page("stakes/count/", views.count, name="count", needs="archive.read"),
]
