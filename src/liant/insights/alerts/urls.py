from liant.accounts.pages import page
from liant.insights.alerts import views

app_name = "alerts"
urlpatterns = [
    page("", views.places, name="places", needs="alerts.see"),
    page("new/", views.new, name="new", needs="alerts.change"),
    page("<int:place_id>/", views.place, name="place", needs="alerts.see"),
    page("<int:place_id>/change/", views.change, name="change", needs="alerts.change"),
    page("<int:place_id>/try/", views.try_it, name="try", needs="alerts.change"),
    page("<int:place_id>/remove/", views.remove, name="remove", needs="alerts.change"),
]
