from liant.accounts.pages import page
from liant.advocacy import offer_views, share_views, views

app_name = "advocacy"
TAKE_PART, OFFER = "advocacy.take_part", "advocacy.offer"
urlpatterns = [
    page("", views.for_you, name="for-you", needs=TAKE_PART),
    page("join/", views.join, name="join", needs=TAKE_PART),
    page("choices/", views.choices, name="choices", needs=TAKE_PART),
    page("choices/device/", views.add_device, name="add-device", needs=TAKE_PART),
    page("choices/devices/forget/", views.remove_devices, name="remove-devices", needs=TAKE_PART),
    page("leave/", views.leave, name="leave", needs=TAKE_PART),
    page("propose/", views.propose, name="propose", needs=TAKE_PART),
    page("outcomes/", share_views.outcomes, name="outcomes", needs=TAKE_PART),
    page("outcomes/sharing.csv", share_views.take_along, name="take-along", needs=TAKE_PART),
    page("outcomes/<int:outcome_id>/forget/", share_views.forget, name="forget", needs=TAKE_PART),
    page("<int:offer_id>/", share_views.share, name="share", needs=TAKE_PART),
    page("<int:offer_id>/refuse/", views.refuse, name="refuse", needs=TAKE_PART),
    page("<int:offer_id>/can/", views.can, name="can", needs=TAKE_PART),
    page("ready/<int:share_id>/", share_views.ready, name="ready", needs=TAKE_PART),
    page("ready/<int:share_id>/done/", share_views.done, name="done", needs=TAKE_PART),
    page("ready/<int:share_id>/drop/", share_views.drop, name="drop", needs=TAKE_PART),
    page("offers/", offer_views.offers, name="offers", needs=OFFER),
    page("offers/new/", offer_views.new, name="new-offer", needs=OFFER),
    page("offers/fresh/", offer_views.keep_fresh, name="keep-fresh", needs=OFFER),
    page("offers/<int:offer_id>/", offer_views.change, name="change-offer", needs=OFFER),
    page("offers/<int:offer_id>/end/", offer_views.end, name="end-offer", needs=OFFER),
    page("offers/<int:offer_id>/thank/", offer_views.thank, name="thank", needs=OFFER),
]
