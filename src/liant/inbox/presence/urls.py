from liant.accounts.pages import page
from liant.inbox.presence import views

app_name = "presence"
urlpatterns = [
    page("<int:conversation_id>/presence/", views.parts, name="parts", needs="inbox.read"),
    page("<int:conversation_id>/presence/beat/", views.beat, name="beat", needs="inbox.read"),
]
