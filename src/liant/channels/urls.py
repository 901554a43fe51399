from liant.accounts.pages import page
from liant.channels import views

app_name = "channels"
urlpatterns = [
    page("", views.channels, name="list", needs="channels.see"),
    page("new/", views.choose, name="choose", needs="channels.change"),
    page("new/<str:kind>/", views.connect, name="connect", needs="channels.change", calls_outside=True),
    page("<int:channel_id>/", views.channel, name="channel", needs="channels.see"),
    page("<int:channel_id>/coverage/", views.coverage, name="coverage", needs="channels.see"),
    page("<int:channel_id>/change/", views.change, name="change", needs="channels.change", calls_outside=True),
    page("<int:channel_id>/pause/", views.pause, name="pause", needs="channels.change"),
    page("<int:channel_id>/resume/", views.resume, name="resume", needs="channels.change"),
    page("<int:channel_id>/collect/", views.collect_now, name="collect", needs="channels.change"),
]
