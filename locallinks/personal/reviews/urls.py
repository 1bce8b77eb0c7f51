from django.urls import path

from locallinks.personal.reviews import views

app_name = "reviews"
urlpatterns = [
    path("pathways/<int:pathway_id>/review/start/", views.Start.as_view(), name="start"),
    path("pathways/<int:pathway_id>/review/", views.Write.as_view(), name="review"),
    path("pathways/<int:pathway_id>/review/finish/", views.Finish.as_view(), name="finish"),
    path("pathways/<int:pathway_id>/review/<int:line_id>/", views.AboutLine.as_view(), name="line"),
    path("pathways/<int:pathway_id>/review/voice/", views.TellVoice.as_view(), name="voice"),
    path("pathways/<int:pathway_id>/review/ask/", views.AskForVoice.as_view(), name="ask"),
    path("reviews/by-cost/", views.ByCost.as_view(), name="by_cost"),
    path("with/<str:token>/review/", views.VoiceByLink.as_view(), name="voice_by_link"),
]
