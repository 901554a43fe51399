from liant.accounts.pages import page
from liant.writing.newsletter import acts, views

app_name = "newsletter"
ISSUE = "issues/<int:issue_id>/"
urlpatterns = [
    page("", views.home, name="list", needs="newsletter.read"),
    page("new/", views.new, name="new", needs="newsletter.arrange"),
    page("<int:newsletter_id>/", views.newsletter, name="newsletter", needs="newsletter.read"),
    page("<int:newsletter_id>/change/", views.change, name="change", needs="newsletter.arrange"),
    page("<int:newsletter_id>/subscribers/", views.subscribers, name="subscribers", needs="newsletter.subscribers"),
    page("<int:newsletter_id>/bring/", views.bring, name="bring", needs="newsletter.subscribers"),
    page("subscribers/<int:subscriber_id>/", views.subscriber, name="subscriber", needs="newsletter.subscribers"),
    page("subscribers/<int:subscriber_id>/restore/", acts.restore, name="restore", needs="newsletter.subscribers"),
    page("subscriptions/<int:subscription_id>/end/", acts.end, name="end", needs="newsletter.subscribers"),
    page("segments/", views.segments, name="segments", needs="newsletter.arrange"),
    page("segments/<int:segment_id>/", views.segment, name="segment", needs="newsletter.arrange"),
    page("mailboxes/<int:channel_id>/", views.mailbox, name="mailbox", needs="newsletter.arrange"),
    page("returns/", views.returns, name="returns", needs="newsletter.subscribers"),
    page("choose/<int:version_id>/", acts.choose, name="choose", needs="newsletter.write"),
    page(ISSUE, views.issue, name="issue", needs="newsletter.read"),
    page(f"{ISSUE}compose/", views.compose, name="compose", needs="newsletter.write"),
    page(f"{ISSUE}readers/", views.readers, name="readers", needs="newsletter.subscribers"),
    page(f"{ISSUE}letter/", views.letter, name="letter", needs="newsletter.read"),
    page(f"{ISSUE}envelopes/", views.envelopes, name="envelopes", needs="newsletter.subscribers"),
    page(f"{ISSUE}trial/", acts.trial, name="trial", needs="newsletter.write"),
    page(f"{ISSUE}sign/", acts.sign, name="sign", needs="newsletter.sign"),
    page(f"{ISSUE}begin/", acts.begin, name="begin", needs="newsletter.send"),
    page(f"{ISSUE}hold/", acts.hold, name="hold", needs="newsletter.send"),
    page(f"{ISSUE}go-on/", acts.go_on, name="go-on", needs="newsletter.send"),
    page(f"{ISSUE}stop/", acts.stop, name="stop", needs="newsletter.send"),
    page("envelopes/<int:envelope_id>/decide/", acts.decide, name="decide", needs="newsletter.send"),
]
