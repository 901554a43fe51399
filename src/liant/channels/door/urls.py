from liant.accounts.pages import page
from liant.channels.door import views

app_name = "doors"
urlpatterns = [
    page("<int:channel_id>/door/renew/", views.renew, name="renew", needs="channels.change"),
    page("<int:channel_id>/senders/", views.add, name="add", needs="channels.change"),
    page("<int:channel_id>/senders/<int:sender_id>/", views.sender, name="sender", needs="channels.change"),
    page("<int:channel_id>/senders/<int:sender_id>/revoke/", views.revoke, name="revoke", needs="channels.change"),
    page("<int:channel_id>/arrivals/<int:arrival_id>/again/", views.again, name="again", needs="channels.change"),
]
