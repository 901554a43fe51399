from liant.accounts.pages import page
from liant.listening import views

app_name = "listening"
urlpatterns = [
    page("", views.mentions, name="mentions", needs="listening.read"),
    page("queries/", views.queries, name="queries", needs="listening.read"),
    page("queries/new/", views.edit, name="new", needs="listening.change_queries"),
    page("queries/<int:query_id>/", views.edit, name="edit", needs="listening.change_queries"),
    page("queries/<int:query_id>/delete/", views.delete, name="delete", needs="listening.change_queries"),
]
