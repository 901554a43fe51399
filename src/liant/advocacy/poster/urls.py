from liant.accounts.pages import page
from liant.advocacy.poster import views

app_name = "poster"
LEAD = "advocacy.lead"
urlpatterns = [
    page("", views.home, name="home", needs=LEAD),
    page("renew/", views.renew, name="renew", needs=LEAD),
    page("end/", views.end, name="end", needs=LEAD),
    page("code.svg", views.code, name="code", needs=LEAD),
    page("sheet/", views.sheet, name="sheet", needs=LEAD),
    page("sheet.pdf", views.sheet_pdf, name="pdf", needs=LEAD),
]
