from liant.accounts.pages import page
from liant.channels.access import views

app_name = "access"
urlpatterns = [
    page("access/leave/", views.leave, name="leave", needs="channels.change"),
    page("access/back/", views.come_back, name="back", needs="channels.change", calls_outside=True),
    page("access/choose/", views.choose, name="choose", needs="channels.change"),
    page("<int:channel_id>/access/", views.agree_again, name="again", needs="channels.change"),
    page("<int:channel_id>/access/confirm/", views.confirm_it_works, name="confirm", needs="channels.change"),
]
