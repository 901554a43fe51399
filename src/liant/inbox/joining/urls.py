from liant.accounts.pages import page
from liant.inbox.joining import views

app_name = "joining"
urlpatterns = [
    page("<int:conversation_id>/", views.join, name="join", needs="inbox.change"),
    page("<int:conversation_id>/split/", views.part, name="split", needs="inbox.change"),
    page("apart/<int:merge_id>/", views.take_apart, name="apart", needs="inbox.change"),
]
