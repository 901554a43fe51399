from liant.accounts.pages import page
from liant.writing.house_rules import views

app_name = "house_rules"
urlpatterns = [
    page("", views.rules, name="list", needs="house_rules.read"),
    page("rules.yaml", views.as_file, name="file", needs="house_rules.read"),
    page("reread/", views.reread, name="reread", needs="house_rules.reread"),
    page("new/", views.choose, name="choose", needs="house_rules.write"),
    page("new/<str:shape>/", views.write, name="new", needs="house_rules.write"),
    page("<int:rule_id>/", views.rule, name="rule", needs="house_rules.read"),
    page("<int:rule_id>/write/", views.write, name="write", needs="house_rules.write"),
    page("<int:rule_id>/try/", views.try_it, name="try", needs="house_rules.write"),
    page("<int:rule_id>/on/", views.switch_on, name="on", needs="house_rules.write"),
    page("<int:rule_id>/off/", views.switch_off, name="off", needs="house_rules.write"),
]
