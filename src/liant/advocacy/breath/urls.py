from liant.accounts.pages import page
from liant.advocacy.breath import views

app_name = "breath"
urlpatterns = [
    page("", views.home, name="home", needs="advocacy.read_figures"),
    page("programme.csv", views.as_csv, name="csv", needs="advocacy.read_figures"),
    page("rates/", views.rates, name="rates", needs="advocacy.lead"),
    page("examples/", views.examples, name="examples", needs="advocacy.take_part"),
    page("examples/<int:example_id>/take-down/", views.take_down, name="take-down", needs="advocacy.take_part"),
]
