from liant.accounts.pages import page
from liant.insights.letters import views

app_name = "letters"
urlpatterns = [
    page("letters/", views.own, name="own", needs="letters.choose"),
    page("letters/<slug:letter>/choose/", views.choose, name="choose", needs="letters.choose"),
    page("circles/", views.circles, name="circles", needs="letters.circles"),
    page("circles/<int:circle_id>/", views.circles, name="circle", needs="letters.circles"),
    page("circles/<int:circle_id>/remove/", views.remove_circle, name="remove-circle", needs="letters.circles"),
]
