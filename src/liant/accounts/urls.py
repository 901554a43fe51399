from liant.accounts import views
from liant.accounts.pages import page

app_name = "settings"
urlpatterns = [
    page("", views.home, name="home", needs="accounts.see_members"),
    page("organisation/", views.organisation, name="organisation", needs="accounts.change_organisation"),
    page("members/", views.members, name="members", needs="accounts.see_members"),
    page("members/<int:member_id>/", views.member, name="member", needs="accounts.change_member"),
    page("members/<int:member_id>/close/", views.close, name="close-membership", needs="accounts.change_member"),
    page("teams/", views.teams, name="teams", needs="accounts.see_members"),
    page("teams/<int:team_id>/", views.team, name="team", needs="accounts.change_teams"),
    page("invitations/", views.invitations, name="invitations", needs="accounts.invite"),
    page("invitations/<int:invitation_id>/again/", views.send_again, name="invite-again", needs="accounts.invite"),
    page("invitations/<int:invitation_id>/link/", views.show_link, name="invitation-link", needs="accounts.invite"),
    page("invitations/<int:invitation_id>/withdraw/", views.withdraw, name="withdraw", needs="accounts.invite"),
]
