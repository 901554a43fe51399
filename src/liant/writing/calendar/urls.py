from liant.accounts.pages import page
from liant.writing.calendar import views

app_name = "calendar"
urlpatterns = [
    page("", views.calendar, name="calendar", needs="calendar.read"),
    page("put/", views.put, name="put", needs="writing.schedule"),
    page("versions/<int:version_id>/", views.when, name="when", needs="calendar.read"),
    page("campaigns/<int:campaign_id>/", views.campaign, name="campaign", needs="calendar.read"),
    page("topics/<int:topic_id>/", views.topic, name="topic", needs="calendar.read"),
    page("events/", views.events, name="events", needs="calendar.read"),
    page("events/<int:event_id>/drop/", views.drop_event, name="drop-event", needs="calendar.note"),
    page("events/take-in/", views.take_in, name="take-in", needs="calendar.note", calls_outside=True),
    page("events/drop-source/", views.drop_source, name="drop-source", needs="calendar.note"),
    page("share/", views.share, name="share", needs="calendar.share"),
]
