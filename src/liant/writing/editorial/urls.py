from liant.accounts.pages import page
from liant.writing.editorial import views

app_name = "editorial"
urlpatterns = [
    page("", views.policy, name="policy", needs="editorial.read"),
    page("write/", views.write, name="write", needs="editorial.write"),
    page("show/", views.show, name="show", needs="editorial.show"),
    page("example/", views.example, name="example", needs="editorial.read"),
    page("example/count/", views.count, name="count", needs="editorial.read"),
    page("<int:channel_id>/", views.policy, name="channel", needs="editorial.read"),
    page("<int:channel_id>/write/", views.write, name="write-channel", needs="editorial.write"),
]
