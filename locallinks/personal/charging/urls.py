from django.urls import path

from locallinks.personal.charging import views

app_name = "charging"
urlpatterns = [path("pathways/<int:pathway_id>/estimate/", views.EstimatePage.as_view(), name="estimate")]
