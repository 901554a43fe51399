from liant.accounts.pages import page
from liant.insights import audit_log

app_name = "insights"
urlpatterns = [
    page("log/", audit_log.log, name="log", needs="audit.read"),
]
