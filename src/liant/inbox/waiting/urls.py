from liant.accounts.pages import page
from liant.inbox.waiting import views

app_name = "waiting"
urlpatterns = [
    page("figures/", views.figures, name="figures", needs="waiting.figures"),
    page("figures/publish/", views.publish, name="publish", needs="waiting.publish"),
    page("promises/", views.promises, name="promises", needs="waiting.set"),
    page("promises/<int:target_id>/usual/", views.as_usual, name="as-usual", needs="waiting.set"),
    page("courtesies/", views.courtesies, name="courtesies", needs="waiting.set"),
    page("courtesies/acknowledge/", views.acknowledge, name="acknowledge", needs="waiting.set"),
    page("courtesies/ask/", views.ask, name="ask", needs="waiting.set"),
    page("<int:conversation_id>/revoke/", views.revoke, name="revoke", needs="inbox.change"),
]
