from django.urls import path

from locallinks.foundation.messages import views

app_name = "outbox"
urlpatterns = [
    path("messages/", views.Outbox.as_view(), name="home"),
    path("messages/<int:message_id>/", views.MessagePage.as_view(), name="message"),
    path("messages/<int:message_id>/rang/", views.RecordCall.as_view(), name="rang"),
    path("messages/<int:message_id>/stop/", views.StopMessage.as_view(), name="stop"),
    path("people/<int:person_id>/tell/", views.WriteLetter.as_view(), name="tell"),
    path("messages/<int:letter_id>/call-off/", views.CancelLetter.as_view(), name="call_off"),
]
