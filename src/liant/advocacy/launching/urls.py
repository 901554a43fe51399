from liant.accounts.pages import page
from liant.advocacy.launching import views

app_name = "launching"
urlpatterns = [
    page("", views.home, name="home", needs="advocacy.lead"),
    page("programme/", views.arrange, name="arrange", needs="advocacy.lead"),
    page("duty/", views.duty, name="duty", needs="advocacy.lead"),
    page("questions/", views.answer, name="answer", needs="advocacy.lead"),
    page("tell/", views.tell, name="tell", needs="advocacy.lead"),
    page("move/", views.move, name="move", needs="advocacy.lead"),
]
