from django.urls import path

from locallinks.foundation.concerns import views

app_name = "concerns"
urlpatterns = [
    path("worry/", views.RaiseConcern.as_view(), name="raise"),
    path("people/<int:person_id>/worry/", views.RaiseConcernAbout.as_view(), name="raise_about"),
    path("worry/thank-you/", views.ConcernReceived.as_view(), name="received"),
    path("worries/", views.ConcernQueue.as_view(), name="queue"),
    path("worries/<uuid:concern_id>/", views.ConcernDetail.as_view(), name="concern"),
    path("worries/<uuid:concern_id>/open/", views.OpenConcernToColleague.as_view(), name="open"),
    path("worries/<uuid:concern_id>/decision/", views.DecideConcern.as_view(), name="decide"),
    path("worries/<uuid:concern_id>/end/", views.FinishConcern.as_view(), name="finish"),
]
