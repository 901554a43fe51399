from liant.accounts.pages import page
from liant.writing import acts, views

app_name = "writing"
urlpatterns = [
    page("", views.pieces, name="list", needs="writing.read"),
    page("new/", views.begin, name="new", needs="writing.write"),
    page("lessons/", views.lessons, name="lessons", needs="writing.read"),
    page("arrange/", views.arrange, name="arrange", needs="writing.read"),
    page("arrange/topics/", acts.add_topic, name="add-topic", needs="writing.arrange"),
    page("arrange/campaigns/", acts.add_campaign, name="add-campaign", needs="writing.arrange"),
    page("arrange/topics/<int:topic_id>/over/", acts.end_topic, name="end-topic", needs="writing.arrange"),
    page("arrange/campaigns/<int:campaign_id>/over/", acts.end_campaign, name="end-campaign", needs="writing.arrange"),
    page("<int:piece_id>/", views.edit, name="edit", needs="writing.read"),
    page("<int:piece_id>/about/", views.about, name="about", needs="writing.write"),
    page("<int:piece_id>/history/", views.history, name="history", needs="writing.read"),
    page("<int:piece_id>/restore/<int:number>/", acts.restore, name="restore", needs="writing.write"),
    page("<int:piece_id>/versions/", acts.add_version, name="add-version", needs="writing.write"),
    page("<int:piece_id>/versions/drop/", acts.drop_version, name="drop-version", needs="writing.write"),
    page("<int:piece_id>/versions/withdraw/", acts.withdraw_version, name="withdraw-version", needs="writing.withdraw"),
    page("<int:piece_id>/link/", acts.look_at_link, name="link", needs="writing.write", calls_outside=True),
    page("<int:piece_id>/media/", acts.add_medium, name="add-medium", needs="writing.write"),
    page("<int:piece_id>/media/<int:medium_id>/", acts.change_medium, name="medium", needs="writing.write"),
    page("<int:piece_id>/media/<int:medium_id>/file/", acts.medium_file, name="medium-file", needs="writing.read"),
    page("<int:piece_id>/comments/", acts.comment, name="comment", needs="writing.comment"),
    page(
        "<int:piece_id>/comments/<int:comment_id>/settle/", acts.settle, name="settle-comment", needs="writing.comment"
    ),
    page("<int:piece_id>/agreement/<int:step_id>/", acts.decide, name="decide", needs="writing.approve"),
    page("<int:piece_id>/take-back/", acts.take_back, name="take-back", needs="writing.write"),
    page("<int:piece_id>/withdraw/", acts.withdraw, name="withdraw", needs="writing.withdraw"),
    page("<int:piece_id>/take-up/", acts.take_up, name="take-up", needs="writing.write"),
    page("<int:piece_id>/learn/", acts.learn, name="learn", needs="writing.comment"),
]
