from django.urls import path

from locallinks.personal.reviews import views

app_name = "reviews"
urlpatterns = [
    path("pathways/<int:pathway_id>/review/start/", views.Start.as_view(), name="start"),
    path("pathways/<int:pathway_id>/review/", views.Write.as_view(), name="review"),
    path("pathways/<int:pathway_id>/review/finish/", views.Finish.as_view(), name="finish"),
]
