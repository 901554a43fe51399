from liant.accounts.pages import page
from liant.people import views

app_name = "people"
urlpatterns = [
    page("", views.people, name="list", needs="people.read"),
    page("mine/", views.own_accounts, name="own", needs="people.own_handle"),
    page("mine/<int:handle_id>/forget/", views.forget_own, name="forget_own", needs="people.own_handle"),
    page("<int:person_id>/", views.person, name="person", needs="people.read"),
    page("<int:person_id>/rename/", views.give_name, name="rename", needs="people.change"),
    page("<int:person_id>/hats/", views.put_hat, name="add_hat", needs="people.change"),
    page("<int:person_id>/hats/<int:hat_id>/end/", views.take_off_hat, name="end_hat", needs="people.change"),
]
