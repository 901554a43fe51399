from liant.accounts.pages import page
from liant.writing.publishing import views

app_name = "publishing"
urlpatterns = [
    page("", views.home, name="home", needs="publishing.see"),
    page("piece/<int:piece_id>/", views.piece, name="piece", needs="publishing.see"),
    page("<int:departure_id>/", views.departure, name="departure", needs="publishing.see"),
    page("<int:departure_id>/now/", views.now, name="now", needs="publishing.decide"),
    page("<int:departure_id>/anew/", views.anew, name="anew", needs="publishing.decide"),
    page("<int:departure_id>/off/", views.off, name="off", needs="publishing.decide"),
    page("<int:departure_id>/done/", views.done, name="done", needs="publishing.decide"),
    page("<int:departure_id>/away/", views.away, name="away", needs="publishing.decide"),
    page("<int:departure_id>/again/", views.again, name="again", needs="publishing.decide"),
    page("<int:departure_id>/say/", views.say, name="say", needs="publishing.decide"),
    page("<int:departure_id>/leave/", views.leave, name="leave", needs="publishing.decide"),
    page("<int:departure_id>/gone/", views.gone, name="gone", needs="publishing.decide"),
    page("address/<int:version_id>/", views.address, name="address", needs="publishing.decide"),
]
