from liant.accounts.hours import views
from liant.accounts.pages import page

app_name = "hours"
urlpatterns = [
    page("", views.hours, name="house", needs="hours.see"),
    page("set/", views.set_hours, name="set", needs="hours.change"),
    page("day/", views.add_day_off, name="add-day-off", needs="hours.change"),
    page("day/<int:day_off_id>/remove/", views.remove_day_off, name="remove-day-off", needs="hours.change"),
    page("calendar/", views.take_in_calendar, name="calendar", needs="hours.change"),
    page("<int:team_id>/", views.hours, name="team", needs="hours.see"),
    page("<int:team_id>/set/", views.set_hours, name="set-team", needs="hours.change"),
    page("<int:team_id>/day/", views.add_day_off, name="add-day-off-team", needs="hours.change"),
    page("<int:team_id>/calendar/", views.take_in_calendar, name="calendar-team", needs="hours.change"),
    page("<int:team_id>/follow/", views.follow_house, name="follow-house", needs="hours.change"),
]
