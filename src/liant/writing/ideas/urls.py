from liant.accounts.pages import page
from liant.writing.ideas import views

app_name = "ideas"
urlpatterns = [
    page("", views.ideas, name="list", needs="ideas.tell"),
    page("<int:idea_id>/take/", views.take, name="take", needs="ideas.answer"),
    page("<int:idea_id>/aside/", views.aside, name="aside", needs="ideas.answer"),
    page("mention/<int:item_id>/", views.from_mention, name="from-mention", needs="ideas.make"),
    page("others/", views.others, name="others", needs="ideas.bring_in", calls_outside=True),
]
