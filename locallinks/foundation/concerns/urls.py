from django.urls import path

from locallinks.foundation.concerns import views

app_name = "concerns"
urlpatterns = [
    path("worry/", views.Raise.as_view(), name="raise"),
    path("people/<int:person_id>/worry/", views.RaiseAbout.as_view(), name="raise_about"),
    path("worry/thank-you/", views.Received.as_view(), name="received"),
    path("worries/", views.Queue.as_view(), name="queue"),
    path("worries/<uuid:concern_id>/", views.OneConcern.as_view(), name="concern"),
    path("worries/<uuid:concern_id>/open/", views.OpenToColleague.as_view(), name="open"),
    path("worries/<uuid:concern_id>/decision/", views.Decide.as_view(), name="decide"),
    path("worries/<uuid:concern_id>/end/", views.Finish.as_view(), name="finish"),
]
