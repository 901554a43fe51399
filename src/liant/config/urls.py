"""The address of every page. Pages of an organisation stand under /o/<its short name>/ and are guarded one by one."""

from django.urls import include, path

organisation_pages = [
    path("", include("liant.flows.urls")),
    path("inbox/waits/", include("liant.inbox.waiting.urls")),
    path("inbox/", include("liant.inbox.urls")),
    path("inbox/replies/", include("liant.inbox.replies.urls")),
    path("inbox/joining/", include("liant.inbox.joining.urls")),
    path("inbox/lists/", include("liant.inbox.lists.urls")),
    path("inbox/reminders/", include("liant.inbox.reminders.urls")),
    path("inbox/", include("liant.inbox.presence.urls")),
    path("inbox/rules/", include("liant.inbox.automation.urls")),
    path("inbox/published/", include("liant.inbox.canary.urls")),
    path("listening/", include("liant.listening.urls")),
    path("note/", include("liant.listening.capture.urls")),
    path("writing/", include("liant.writing.urls")),
    path("writing/ideas/", include("liant.writing.ideas.urls")),
    path("writing/policy/", include("liant.writing.editorial.urls")),
    path("writing/crisis/", include("liant.writing.crisis.urls")),
    path("writing/rules/", include("liant.writing.house_rules.urls")),
    path("writing/archive/", include("liant.writing.archive.urls")),
    path("writing/journal/", include("liant.writing.journal.urls")),
    path("writing/magazine/", include("liant.writing.magazine.urls")),
    path("writing/readings/", include("liant.writing.readership.urls")),
    path("writing/letters/", include("liant.writing.newsletter.urls")),
    path("writing/published/", include("liant.writing.publishing.urls")),
    path("people/", include("liant.people.urls")),
    path("people/", include("liant.people.merging.urls")),
    path("channels/", include("liant.channels.urls")),
    path("channels/", include("liant.channels.access.urls")),
    path("channels/", include("liant.channels.door.urls")),
    path("deliveries/", include("liant.deliveries.urls")),
    path("work/", include("liant.jobs.urls")),
    path("insights/", include("liant.insights.urls")),
    path("insights/", include("liant.insights.figures.urls")),
    path("insights/", include("liant.insights.letters.urls")),
    path("settings/alerts/", include("liant.insights.alerts.urls")),
    path("settings/hours/", include("liant.accounts.hours.urls")),
    path("settings/tokens/", include("liant.accounts.tokens.urls")),
    path("settings/webhooks/", include("liant.deliveries.hooks.urls")),
    path("settings/", include("liant.accounts.urls")),
    path("api/", include("liant.api.page_urls")),
]

urlpatterns = [
    path("", include("liant.accounts.public_urls")),
    path("", include("liant.flows.public_urls")),
    path("", include("liant.inbox.waiting.public_urls")),
    path("", include("liant.insights.letters.public_urls")),
    path("", include("liant.listening.capture.public_urls")),
    path("", include("liant.writing.editorial.public_urls")),
    path("", include("liant.writing.crisis.public_urls")),
    path("", include("liant.writing.journal.public_urls")),
    path("", include("liant.writing.newsletter.public_urls")),
    path("", include("liant.web.urls")),
    path("in/", include("liant.channels.door.public_urls")),
    path("account/", include("allauth.account.urls")),
    path("account/2fa/", include("allauth.mfa.urls")),
    path("account/sso/", include("allauth.socialaccount.providers.openid_connect.urls")),
    path("account/social/", include("allauth.socialaccount.urls")),
    path("api/v1/", include("liant.api.urls")),
    path("o/<slug:organisation_slug>/", include(organisation_pages)),
]
handler400 = "liant.web.views.bad_request"
handler403 = "liant.web.views.forbidden"
handler404 = "liant.web.views.not_found"
handler500 = "liant.web.views.server_error"
