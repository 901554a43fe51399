from liant.accounts.pages import page
from liant.deliveries import views

app_name = "deliveries"
urlpatterns = [
    page("", views.deliveries, name="list", needs="deliveries.see"),
    page("<int:delivery_id>/", views.delivery, name="delivery", needs="deliveries.see"),
    page("<int:delivery_id>/cancel/", views.call_back, name="cancel", needs="deliveries.settle"),
    page("<int:delivery_id>/retry/", views.send_again, name="retry", needs="deliveries.settle"),
    page("<int:delivery_id>/arrived/", views.it_arrived, name="arrived", needs="deliveries.settle"),
    page("<int:delivery_id>/absent/", views.it_did_not, name="absent", needs="deliveries.settle"),
    page("<int:delivery_id>/hold/", views.hold_back, name="hold", needs="deliveries.settle"),
    page("<int:delivery_id>/release/", views.let_go, name="release", needs="deliveries.settle"),
]
