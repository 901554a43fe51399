from liant.accounts.pages import page
from liant.insights.figures import views

app_name = "figures"
urlpatterns = [
    page("heard/", views.heard, name="heard", needs="figures.see"),
]
