from liant.accounts.pages import page
from liant.advocacy.own_accounts import application_views, views

app_name = "own_accounts"
TAKE_PART, PREPARE = "advocacy.take_part", "own_accounts.prepare"
urlpatterns = [
    page("", views.accounts, name="accounts", needs=TAKE_PART),
    page("leave/", views.leave, name="leave", needs=TAKE_PART, calls_outside=True),
    page("back/", views.come_back, name="back", needs=TAKE_PART, calls_outside=True),
    page("connect/<slug:network>/", views.connect, name="connect", needs=TAKE_PART, calls_outside=True),
    page("disconnect/<slug:network>/", views.disconnect, name="disconnect", needs=TAKE_PART, calls_outside=True),
    page("publish/<int:share_id>/", views.publish, name="publish", needs=TAKE_PART),
    page("posting/<int:posting_id>/", views.posting, name="posting", needs=TAKE_PART),
    page("posting/<int:posting_id>/back/", views.take_back, name="take-back", needs=TAKE_PART),
    page("posting/<int:posting_id>/found/", views.say, name="say", needs=TAKE_PART),
    page("applications/", application_views.applications, name="applications", needs=PREPARE),
    page("applications/<slug:network>/", application_views.save, name="save-application", needs=PREPARE),
    page("applications/<slug:network>/remove/", application_views.remove, name="remove-application", needs=PREPARE),
]
