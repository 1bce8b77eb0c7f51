from django.urls import path

from locallinks.personal.referrals import views

app_name = "referrals"
urlpatterns = [
    path("referrals/new/", views.Find.as_view(), name="new"),
    path("referrals/new/details/", views.Ask.as_view(), name="details"),
    path("pathways/<int:pathway_id>/request/", views.Request.as_view(), name="request"),
    path("pathways/<int:pathway_id>/advice/", views.Advise.as_view(), name="advise"),
    path("pathways/<int:pathway_id>/advice/given/", views.Advice.as_view(), name="advice"),
]
