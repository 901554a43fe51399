from liant.accounts.pages import page
from liant.bonds import shape_views, views

app_name = "bonds"
OWN, SHAPE = "bonds.see_own", "bonds.read_shape"
urlpatterns = [
    page("", views.mine, name="mine", needs=OWN),
    page("own.csv", views.own_file, name="own-file", needs=OWN),
    page("hide/<int:member_id>/", views.hide, name="hide", needs=OWN),
    page("hints/<int:hint_id>/aside/", views.put_aside, name="aside", needs=OWN),
    page("hints/<int:hint_id>/ask/", views.ask, name="ask", needs=OWN),
    page("hints/<int:hint_id>/introduction/", views.ask_introduction, name="ask-introduction", needs=OWN),
    page("asked/<int:asked_id>/introduce/", views.introduce, name="introduce", needs=OWN),
    page("asked/<int:asked_id>/aside/", views.let_be, name="let-be", needs=OWN),
    page("choose/", views.choose, name="choose", needs=OWN),
    page("outside/", views.outside, name="outside", needs=OWN),
    page("outside/known/", views.know, name="know", needs=OWN),
    page("outside/named/", views.belong, name="belong", needs=OWN),
    page("outside/<int:community_id>/note/", views.note_outside, name="note-outside", needs=OWN),
    page("outside/<int:community_id>/hide/", views.hide_outside, name="hide-outside", needs=OWN),
    page("outside/noted/<int:interaction_id>/back/", views.take_back, name="take-back", needs=OWN),
    page("leave/", views.leave, name="leave", needs=OWN),
    page("shape/", shape_views.home, name="shape", needs=SHAPE),
    page("shape/communities/", shape_views.add_community, name="add-community", needs="bonds.arrange"),
    page(
        "shape/communities/<int:community_id>/", shape_views.change_community, name="community", needs="bonds.arrange"
    ),
    page(
        "shape/communities/<int:community_id>/merge/",
        shape_views.merge_communities,
        name="merge",
        needs="bonds.arrange",
    ),
    page("shape/ties.csv", shape_views.as_csv, name="shape-csv", needs=SHAPE),
    page("shape/ties.parquet", shape_views.as_parquet, name="shape-parquet", needs=SHAPE),
    page("shape/ties.graphml", shape_views.as_graphml, name="shape-graphml", needs=SHAPE),
]
