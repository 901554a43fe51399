from django.urls import path

from liant.web import views

app_name = "web"
urlpatterns = [
    path("gallery/", views.gallery, name="gallery"),
    path("language/", views.choose_language, name="language"),
    path("theme/", views.choose_theme, name="theme"),
    path("keys/", views.choose_keys, name="keys"),
    path("app.webmanifest", views.manifest, name="manifest"),
    path("worker.js", views.worker, name="worker"),
    path("offline/", views.offline, name="offline"),
    path("healthz", views.healthz, name="healthz"),
]
