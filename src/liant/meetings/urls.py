from liant.accounts.pages import page
from liant.meetings import views

app_name = "meetings"
PART, ARRANGE = "meetings.take_part", "meetings.arrange"
urlpatterns = [
    page("", views.mine, name="mine", needs=PART),
    page("hearing/", views.hear, name="hear", needs=PART),
    page("<int:rotation_id>/join/", views.join, name="join", needs=PART),
    page("<int:rotation_id>/pause/", views.pause, name="pause", needs=PART),
    page("<int:rotation_id>/apart/", views.keep_from, name="keep-from", needs=PART),
    page("<int:rotation_id>/leave/", views.leave, name="leave", needs=PART),
    page("rounds/<int:round_id>/said/", views.say, name="say", needs=PART),
    page("rounds/<int:round_id>/meeting.ics", views.calendar, name="calendar", needs=PART),
    page("rotations/", views.rotations, name="rotations", needs="meetings.read_counts"),
    page("rotations/new/", views.write, name="new", needs=ARRANGE),
    page("rotations/<int:rotation_id>/", views.write, name="change", needs=ARRANGE),
    page("rotations/<int:rotation_id>/end/", views.end, name="end", needs=ARRANGE),
    page("questions/add/", views.add_question, name="add-question", needs=ARRANGE),
    page("questions/<int:question_id>/drop/", views.drop_question, name="drop-question", needs=ARRANGE),
    page("apart/add/", views.keep_apart, name="keep-apart", needs=ARRANGE),
    page("apart/<int:kept_id>/end/", views.let_meet, name="let-meet", needs=ARRANGE),
]
