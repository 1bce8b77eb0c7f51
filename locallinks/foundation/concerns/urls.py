from django.urls import path

from locallinks.foundation.concerns import views

app_name = "concerns"
urlpatterns = [
    path("worry/", views.RaiseConcern.as_view(), name="raise_concern"),
    path("people/<int:person_id>/worry/", views.RaiseConcernAbout.as_view(), name="raise_concern_about"),
    path("worry/thank-you/", views.ConcernReceived.as_view(), name="concern_received"),
    path("worries/", views.ConcernQueue.as_view(), name="concern_queue"),
    path("worries/<uuid:concern_id>/", views.ConcernDetail.as_view(), name="concern"),
    path("worries/<uuid:concern_id>/open/", views.OpenConcernToColleague.as_view(), name="open_concern_to_colleague"),
    path("worries/<uuid:concern_id>/decision/", views.DecideConcern.as_view(), name="decide_concern"),
    path("worries/<uuid:concern_id>/end/", views.FinishConcern.as_view(), name="finish_concern"),
]
