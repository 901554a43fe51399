from liant.accounts.pages import page
from liant.writing.crisis import acts, views

app_name = "crisis"
HELD = "<int:crisis_id>/held/<int:version_id>/"
STOPPED = "<int:crisis_id>/stopped/<int:delivery_id>/"
urlpatterns = [
    page("", views.home, name="home", needs="crisis.see"),
    page("on/", views.switch_on, name="on", needs="crisis.switch_on"),
    page("rehearse/", views.rehearse, name="rehearse", needs="crisis.switch_on"),
    page("territories/", views.territories, name="territories", needs="crisis.arrange"),
    page("territories/<int:territory_id>/", views.territory, name="territory", needs="crisis.arrange"),
    page("<int:crisis_id>/", views.crisis, name="crisis", needs="crisis.see"),
    page("<int:crisis_id>/change/", views.change, name="change", needs="crisis.change"),
    page("<int:crisis_id>/off/", views.switch_off, name="off", needs="crisis.switch_off"),
    page("<int:crisis_id>/steps/", views.steps, name="steps", needs="writing.write"),
    page("<int:crisis_id>/everyone/", views.everyone, name="everyone", needs="crisis.tell"),
    page("<int:crisis_id>/colleagues/", views.colleagues, name="colleagues", needs="crisis.tell"),
    page("<int:crisis_id>/staff/", views.staff, name="staff", needs="crisis.read"),
    page("<int:crisis_id>/log/", views.log, name="log", needs="crisis.see"),
    page("<int:crisis_id>/review/", views.review, name="review", needs="crisis.see"),
    page("<int:crisis_id>/hide/", acts.hide, name="hide", needs="crisis.change"),
    page("<int:crisis_id>/say/", acts.say, name="say", needs="crisis.note"),
    page("<int:crisis_id>/checks/", acts.add_check, name="add-check", needs="crisis.note"),
    page("<int:crisis_id>/checks/<int:check_id>/", acts.tick, name="tick", needs="crisis.note"),
    page("<int:crisis_id>/lessons/<int:lesson_id>/done/", acts.mend, name="mend", needs="crisis.learn"),
    page(f"{HELD}release/", acts.release, name="release", needs="crisis.release"),
    page(f"{HELD}anew/", views.anew, name="anew", needs="crisis.release"),
    page(f"{HELD}withdraw/", acts.withdraw, name="withdraw", needs="crisis.release"),
    page(f"{STOPPED}release/", acts.release_delivery, name="release-delivery", needs="crisis.release"),
    page(f"{STOPPED}cancel/", acts.cancel_delivery, name="cancel-delivery", needs="crisis.release"),
]
