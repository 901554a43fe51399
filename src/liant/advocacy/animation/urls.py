from liant.accounts.pages import page
from liant.advocacy.animation import views

app_name = "animation"
urlpatterns = [
    page("", views.calendar, name="calendar", needs="advocacy.take_part"),
    page("new/", views.new, name="new", needs="animation.plan"),
    page("<int:meeting_id>/", views.meeting, name="meeting", needs="advocacy.take_part"),
    page("<int:meeting_id>/change/", views.change, name="change", needs="animation.plan"),
    page("<int:meeting_id>/held/", views.held, name="held", needs="animation.plan"),
    page("<int:meeting_id>/cancel/", views.cancel, name="cancel", needs="animation.plan"),
    page("<int:meeting_id>/there/", views.there, name="there", needs="advocacy.take_part"),
    page("habits/new/", views.habit, name="new-habit", needs="animation.plan"),
    page("habits/usual/", views.usual, name="usual", needs="animation.plan"),
    page("habits/<int:habit_id>/", views.habit, name="habit", needs="animation.plan"),
    page("charges/", views.charges, name="charges", needs="advocacy.take_part"),
    page("charges/give/", views.give, name="give", needs="animation.plan"),
    page("charges/<int:charge_id>/take-back/", views.take_back, name="take-back", needs="animation.plan"),
    page("asked/", views.asked, name="asked", needs="advocacy.take_part"),
    page("asked/<int:asked_id>/", views.followed, name="followed", needs="advocacy.take_part"),
    page("calendar/", views.feed, name="feed", needs="advocacy.take_part"),
]
