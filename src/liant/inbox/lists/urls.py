from liant.accounts.pages import page
from liant.inbox.lists import views

app_name = "lists"
urlpatterns = [
    page("keep/", views.keep, name="keep", needs="lists.keep"),
    page("<int:view_id>/drop/", views.drop, name="drop", needs="lists.keep"),
    page("bulk/", views.bulk, name="bulk", needs="inbox.change"),
    page("labels/", views.label_list, name="labels", needs="lists.labels"),
    page("labels/<int:label_id>/rename/", views.rename, name="rename-label", needs="lists.labels"),
    page("labels/<int:label_id>/throw-away/", views.throw_away, name="throw-label-away", needs="lists.labels"),
]
