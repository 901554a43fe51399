from liant.accounts.pages import page
from liant.inbox.replies import views

app_name = "replies"
urlpatterns = [
    page("", views.saved_replies, name="list", needs="replies.see"),
    page("write/", views.write, name="new", needs="replies.change"),
    page("write/<int:saved_id>/", views.write, name="write", needs="replies.change"),
    page("<int:saved_id>/throw-away/", views.throw_away, name="throw-away", needs="replies.change"),
    page("begin/", views.begin, name="begin", needs="replies.govern"),
    page("variables/", views.variables, name="variables", needs="replies.change"),
    page(
        "variables/<int:variable_id>/throw-away/",
        views.throw_variable_away,
        name="throw-variable-away",
        needs="replies.change",
    ),
    page("read/<int:conversation_id>/", views.read_answer, name="read", needs="inbox.reply"),
    page("rules/", views.rules, name="rules", needs="replies.govern"),
    page("rules/<int:agreement_rule_id>/take-out/", views.take_rule_out, name="take-rule-out", needs="replies.govern"),
    page("habits/", views.habits, name="habits", needs="inbox.govern"),
    page("waiting/", views.waiting, name="waiting", needs="replies.approve"),
    page("waiting/<int:approval_id>/agree/", views.agree, name="agree", needs="replies.approve"),
    page("waiting/<int:approval_id>/return/", views.return_to_writer, name="return", needs="replies.approve"),
]
