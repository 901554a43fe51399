from liant.accounts.pages import page
from liant.advocacy.travel import views

app_name = "travel"
urlpatterns = [
    page("<int:share_id>/", views.hand_on, name="hand-on", needs="advocacy.take_part"),
    page("<int:offer_id>/<slug:token>/", views.come, name="come", needs="advocacy.take_part"),
]
