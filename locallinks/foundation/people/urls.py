from django.urls import path

from locallinks.foundation.people import views

app_name = "people"
urlpatterns = [
    path("people/<int:person_id>/details/", views.Details.as_view(), name="details"),
    path("people/<int:person_id>/people/", views.AddRelationship.as_view(), name="relationships"),
    path("people/<int:person_id>/sharing/", views.Sharing.as_view(), name="sharing"),
    path("people/<int:person_id>/sharing/<int:agreement_id>/stop/", views.Withdraw.as_view(), name="withdraw"),
    path("people/<int:person_id>/looks/", views.Looks.as_view(), name="looks"),
]
