from liant.accounts.pages import page, stream_page
from liant.jobs import live, views

app_name = "jobs"
urlpatterns = [
    page("", views.troubles, name="list", needs="jobs.see"),
    page("<int:job_id>/retry/", views.start_again, name="retry", needs="jobs.change"),
    page("<int:job_id>/cancel/", views.give_up, name="cancel", needs="jobs.change"),
    stream_page("live/", live.stream, name="live", needs="jobs.live"),
]
