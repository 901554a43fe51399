from liant.accounts.pages import page
from liant.community import guarding, mine, views

app_name = "community"
urlpatterns = [
    page("", views.posts, name="list", needs="community.read"),
    page("write/", views.write, name="write", needs="community.write"),
    page("posts/<int:post_id>/", views.post, name="post", needs="community.read"),
    page("posts/<int:post_id>/change/", views.change, name="change", needs="community.write"),
    page("posts/<int:post_id>/withdraw/", views.withdraw, name="withdraw", needs="community.write"),
    page("posts/<int:post_id>/comment/", views.comment, name="comment", needs="community.write"),
    page("posts/<int:post_id>/react/", views.react, name="react", needs="community.write"),
    page("posts/<int:post_id>/answer/", views.answer, name="answer", needs="community.write"),
    page("posts/<int:post_id>/pin/", views.pin, name="pin", needs="community.pin"),
    page("posts/<int:post_id>/flag/", guarding.flag, name="flag", needs="community.flag"),
    page("posts/<int:post_id>/hide/", guarding.hide, name="hide", needs="community.guard"),
    page("posts/<int:post_id>/show/", guarding.show, name="show", needs="community.guard"),
    page("comments/<int:comment_id>/change/", views.change_comment, name="change-comment", needs="community.write"),
    page(
        "comments/<int:comment_id>/withdraw/", views.withdraw_comment, name="withdraw-comment", needs="community.write"
    ),
    page("pictures/<int:picture_id>/", views.picture, name="picture", needs="community.read"),
    page("pictures/<int:picture_id>/remove/", views.remove_picture, name="remove-picture", needs="community.write"),
    page("showing/", views.showing, name="showing", needs="community.read"),
    page("showing/<str:week>/", views.showing, name="week", needs="community.read"),
    page("guard/", guarding.guard, name="guard", needs="community.guard"),
    page("guard/<int:flag_id>/settle/", guarding.settle, name="settle", needs="community.guard"),
    page("rules/", guarding.rules, name="rules", needs="community.read"),
    page("arrange/", guarding.arrange, name="arrange", needs="community.arrange"),
    page("for-me/", mine.for_me, name="for-me", needs="community.read"),
    page("for-me/seen/", mine.see_all, name="see-all", needs="community.read"),
    page("for-me/<int:notice_id>/seen/", mine.see, name="see", needs="community.read"),
    page("mine/", mine.own, name="mine", needs="community.choose"),
    page("mine/feed/", mine.feed, name="feed", needs="community.choose"),
    page("mine/consent/", mine.consent, name="consent", needs="community.choose"),
]
