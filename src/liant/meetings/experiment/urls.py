from liant.accounts.pages import page
from liant.meetings.experiment import views

app_name = "experiment"
SEE, PART, ARRANGE = "experiment.see", "meetings.take_part", "experiment.arrange"
urlpatterns = [
    page("", views.plans, name="list", needs=SEE),
    page("evidence/", views.evidence, name="evidence", needs=SEE),
    page("new/", views.write, name="new", needs=ARRANGE),
    page("<int:plan_id>/", views.plan, name="plan", needs=SEE),
    page("<int:plan_id>/agree/", views.agree, name="agree", needs=PART),
    page("<int:plan_id>/take-back/", views.take_back, name="take-back", needs=PART),
    page("<int:plan_id>/nobody-first/", views.mute, name="mute", needs=PART),
    page("<int:plan_id>/power/", views.weigh, name="weigh", needs=ARRANGE),
    page("<int:plan_id>/freeze/", views.freeze, name="freeze", needs=ARRANGE),
    page("<int:plan_id>/look/", views.look, name="look", needs=ARRANGE),
    page("<int:plan_id>/stop/", views.stop, name="stop", needs=ARRANGE),
    page("findings/<int:finding_id>/data.zip", views.data, name="data", needs=SEE),
]
