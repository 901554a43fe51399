from liant.accounts.pages import page
from liant.advocacy.board import views
from liant.advocacy.board.policy import SEE

app_name = "board"
urlpatterns = [
    page("", views.home, name="home", needs=SEE),
    page("ask/", views.ask, name="ask", needs=SEE),
    page("vote/", views.vote, name="vote", needs=SEE),
    page("stand/", views.stand, name="stand", needs=SEE),
    page("step-down/", views.step_down, name="step-down", needs=SEE),
]
