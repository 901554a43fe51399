from liant.accounts.pages import page
from liant.inbox import views

app_name = "inbox"
urlpatterns = [
    page("", views.conversations, name="list", needs="inbox.open"),
    page("search/", views.found, name="search", needs="inbox.open"),
    page("<int:conversation_id>/", views.conversation, name="conversation", needs="inbox.open"),
    page("<int:conversation_id>/reply/", views.send_reply, name="reply", needs="inbox.reply"),
    page("<int:conversation_id>/note/", views.add_note, name="note", needs="inbox.note"),
    page("<int:conversation_id>/assign/", views.give, name="assign", needs="inbox.change"),
    page("<int:conversation_id>/label/", views.add_label, name="label", needs="inbox.change"),
    page("<int:conversation_id>/unlabel/<int:label_id>/", views.remove_label, name="unlabel", needs="inbox.change"),
    page("<int:conversation_id>/snooze/", views.put_aside, name="snooze", needs="inbox.change"),
    page("<int:conversation_id>/close/", views.end, name="close", needs="inbox.change"),
    page("<int:conversation_id>/reopen/", views.open_again, name="reopen", needs="inbox.change"),
    page("<int:conversation_id>/correct/", views.correct, name="correct", needs="inbox.change"),
    page("<int:conversation_id>/files/<int:file_id>/", views.file, name="file", needs="inbox.open"),
    page(
        "<int:conversation_id>/take-back/<int:message_id>/",
        views.take_answer_back,
        name="take-back",
        needs="inbox.reply",
    ),
    page("undo/<int:act_id>/", views.undo_act, name="undo", needs="inbox.open"),
    page("beckon/<int:person_id>/", views.beckon, name="beckon", needs="inbox.beckon"),
    page("<int:conversation_id>/thank/<str:kind>/", views.thank, name="thank", needs="inbox.reply"),
]
