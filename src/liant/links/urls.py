from liant.accounts.pages import page
from liant.links import views

app_name = "links"
urlpatterns = [
    page("", views.links, name="list", needs="links.see"),
    page("new/", views.new, name="new", needs="links.make"),
    page("settings/", views.arrange, name="arrange", needs="links.arrange"),
    page("settings/secret/", views.renew_secret, name="renew-secret", needs="links.arrange"),
    page("<int:link_id>/", views.link, name="link", needs="links.see"),
    page("<int:link_id>/change/", views.change, name="change", needs="links.make"),
    page("<int:link_id>/code/", views.code, name="code", needs="links.see"),
    page("<int:link_id>/end/", views.end, name="end", needs="links.make"),
    page("<int:link_id>/resume/", views.resume, name="resume", needs="links.make"),
]
