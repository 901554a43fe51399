from liant.accounts.pages import page
from liant.writing.magazine import views

app_name = "magazine"
urlpatterns = [
    page("", views.issues, name="list", needs="magazine.read"),
    page("new/", views.begin, name="new", needs="magazine.make"),
    page("<int:printed_id>/", views.issue, name="issue", needs="magazine.read"),
    page("<int:printed_id>/change/", views.change, name="change", needs="magazine.make"),
    page("<int:printed_id>/drop/", views.drop, name="drop", needs="magazine.make"),
    page("<int:printed_id>/set/", views.set_it, name="set", needs="magazine.make"),
    page("<int:printed_id>/pieces/", views.add, name="add", needs="magazine.make"),
    page("<int:printed_id>/pieces/<int:printed_entry_id>/", views.entry, name="entry", needs="magazine.make"),
    page("<int:printed_id>/pieces/<int:printed_entry_id>/move/", views.move, name="move", needs="magazine.make"),
    page("<int:printed_id>/for-print/", views.print_file, name="print", needs="magazine.read"),
    page("<int:printed_id>/to-read/", views.screen_file, name="screen", needs="magazine.read"),
    page("<int:printed_id>/proofs/<int:number>/", views.proof, name="proof", needs="magazine.read"),
]
