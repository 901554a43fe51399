from liant.accounts.pages import page
from liant.flows import guide, today

app_name = "flows"
urlpatterns = [
    page("", today.today, name="today", needs="flows.today"),
    page("waits/", today.waits, name="waits", needs="waiting.see"),
    page("thanks/", today.thanks, name="thanks", needs="inbox.open"),
    page("guide/listen/", guide.listen, name="guide-listen", needs="flows.guide"),
    page("guide/channels/", guide.channels, name="guide-channels", needs="flows.guide"),
]
