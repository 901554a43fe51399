from liant.accounts.pages import page
from liant.deliveries.hooks import views

app_name = "hooks"
urlpatterns = [
    page("", views.endpoints, name="list", needs="hooks.see"),
    page("new/", views.new, name="new", needs="hooks.change"),
    page("undelivered/", views.undelivered, name="undelivered", needs="hooks.see"),
    page("<int:endpoint_id>/", views.endpoint, name="endpoint", needs="hooks.see"),
    page("<int:endpoint_id>/change/", views.change, name="change", needs="hooks.change"),
    page("<int:endpoint_id>/secret/", views.rotate, name="rotate", needs="hooks.change"),
    page("<int:endpoint_id>/pause/", views.pause, name="pause", needs="hooks.change"),
    page("<int:endpoint_id>/resume/", views.resume, name="resume", needs="hooks.change"),
    page("<int:endpoint_id>/test/", views.test, name="test", needs="hooks.change"),
    page("<int:endpoint_id>/remove/", views.remove, name="remove", needs="hooks.change"),
    page("<int:endpoint_id>/again/", views.all_again, name="all-again", needs="hooks.change"),
    page("dispatches/<int:dispatch_id>/", views.dispatch, name="dispatch", needs="hooks.see"),
    page("dispatches/<int:dispatch_id>/again/", views.again, name="again", needs="hooks.change"),
]
