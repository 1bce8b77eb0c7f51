from django.urls import path

from locallinks.personal.charging import views

app_name = "charging"
urlpatterns = [path("pathways/<int:pathway_id>/estimate/", views.Estimate.as_view(), name="estimate")]
