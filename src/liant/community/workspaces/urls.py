from liant.accounts.pages import page
from liant.community.workspaces import views

app_name = "workspaces"
urlpatterns = [
    page("", views.home, name="home", needs="workspaces.bring_in"),
    page("connect/", views.connect, name="connect", needs="workspaces.bring_in", calls_outside=True),
    page("<int:workspace_id>/disconnect/", views.disconnect, name="disconnect", needs="workspaces.bring_in"),
]
