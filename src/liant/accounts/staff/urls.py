from liant.accounts.pages import page
from liant.accounts.staff import views

app_name = "staff"
urlpatterns = [
    page("", views.home, name="home", needs="staff.change"),
    page("list/", views.proposed, name="proposed", needs="staff.change"),
    page("list/drop/", views.drop, name="drop", needs="staff.change"),
    page("directories/", views.directories, name="directories", needs="staff.change"),
    page("directories/<int:key_id>/revoke/", views.revoke, name="revoke", needs="staff.change"),
    page("example.csv", views.example, name="example", needs="staff.change"),
]
