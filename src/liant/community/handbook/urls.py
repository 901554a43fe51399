from liant.accounts.pages import page
from liant.community.handbook import views

app_name = "handbook"
urlpatterns = [
    page("", views.contents, name="contents", needs="handbook.read"),
    page("write/", views.write, name="write", needs="handbook.write"),
    page("review/", views.review, name="review", needs="handbook.read"),
    page("<int:page_id>/", views.page, name="page", needs="handbook.read"),
    page("<int:page_id>/change/", views.change, name="change", needs="handbook.write"),
    page("<int:page_id>/history/", views.history, name="history", needs="handbook.read"),
    page("<int:page_id>/history/<int:number>/", views.revision, name="revision", needs="handbook.read"),
    page("<int:page_id>/history/<int:number>/restore/", views.restore, name="restore", needs="handbook.write"),
    page("<int:page_id>/reviewed/", views.reviewed, name="reviewed", needs="handbook.write"),
    page("<int:page_id>/useful/", views.useful, name="useful", needs="handbook.read"),
    page("<int:page_id>/away/", views.put_away, name="put-away", needs="handbook.read"),
]
