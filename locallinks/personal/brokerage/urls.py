from django.urls import path

from locallinks.personal.brokerage import views

app_name = "brokerage"
urlpatterns = [
    path("arranging/", views.Board.as_view(), name="board"),
    path("pathways/<int:pathway_id>/arranging/", views.OfOne.as_view(), name="pathway"),
    path("pathways/<int:pathway_id>/arranging/<int:line_id>/", views.StartLine.as_view(), name="start_line"),
    path("pathways/<int:pathway_id>/arranging/urgent/", views.StartUrgent.as_view(), name="urgent"),
    path("pathways/<int:pathway_id>/arranging/<int:arrangement_id>/end/", views.End.as_view(), name="end"),
]
