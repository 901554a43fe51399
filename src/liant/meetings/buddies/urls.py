from liant.accounts.pages import page
from liant.meetings.buddies import views

app_name = "buddies"
PART = "buddies.take_part"
urlpatterns = [
    page("", views.mine, name="mine", needs=PART),
    page("willing/", views.be_willing, name="willing", needs=PART),
    page("ask/", views.ask, name="ask", needs=PART),
    page("<int:member_id>/", views.answer, name="answer", needs=PART),
]
