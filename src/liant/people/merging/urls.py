from liant.accounts.pages import page
from liant.people.merging import views

app_name = "merging"
urlpatterns = [
    page("<int:person_id>/same/", views.same, name="same", needs="people.change"),
    page("apart/<int:same_id>/", views.apart, name="apart", needs="people.change"),
]
