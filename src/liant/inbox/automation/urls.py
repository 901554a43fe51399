from liant.accounts.pages import page
from liant.inbox.automation import views

app_name = "automation"
urlpatterns = [
    page("", views.rules, name="list", needs="automation.see"),
    page("new/", views.edit, name="new", needs="automation.change"),
    page("<int:rule_id>/", views.rule, name="rule", needs="automation.see"),
    page("<int:rule_id>/change/", views.edit, name="change", needs="automation.change"),
    page("<int:rule_id>/try/", views.try_on_past, name="try", needs="automation.change"),
    page("<int:rule_id>/on/", views.start, name="on", needs="automation.change"),
    page("<int:rule_id>/off/", views.pause, name="off", needs="automation.change"),
    page("<int:rule_id>/move/", views.shift, name="move", needs="automation.change"),
    page("<int:rule_id>/remove/", views.remove, name="remove", needs="automation.change"),
    page("proposal/<int:proposal_id>/agree/", views.agree, name="agree", needs="inbox.change"),
    page("proposal/<int:proposal_id>/decline/", views.set_aside, name="decline", needs="inbox.change"),
    page("calm/<int:conversation_id>/", views.calm, name="calm", needs="inbox.change"),
]
