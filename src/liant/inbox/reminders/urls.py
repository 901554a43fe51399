from liant.accounts.pages import page
from liant.inbox.reminders import views

app_name = "reminders"
urlpatterns = [
    page("", views.for_me, name="for-me", needs="reminders.see"),
    page("on/<int:conversation_id>/", views.remind, name="remind", needs="reminders.make"),
    page("promise/<int:conversation_id>/", views.pledge, name="pledge", needs="reminders.make"),
    page("<int:reminder_id>/settle/", views.settle, name="settle", needs="reminders.settle"),
    page("call/<int:call_id>/seen/", views.see, name="see", needs="reminders.see"),
    page("promise/<int:pledge_id>/end/", views.end_pledge, name="end-pledge", needs="reminders.make"),
]
