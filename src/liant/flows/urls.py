from liant.accounts.pages import page
from liant.flows import guide, offered_pieces, palette, thanks, today

app_name = "flows"
urlpatterns = [
    page("", today.today, name="today", needs="flows.today"),
    page("go/", palette.palette, name="go", needs="flows.go"),
    page("waits/", today.waits, name="waits", needs="waiting.see"),
    page("thanks/", thanks.thanks, name="thanks", needs="inbox.open"),
    page("thanks/<int:conversation_id>/", thanks.say_thanks, name="say-thanks", needs="inbox.reply"),
    page("pieces/<int:piece_id>/offer/", offered_pieces.offer_piece, name="offer-piece", needs="advocacy.offer"),
    page("guide/listen/", guide.listen, name="guide-listen", needs="flows.guide"),
    page("guide/channels/", guide.channels, name="guide-channels", needs="flows.guide"),
]
