from django.urls import path

from locallinks.foundation.messages import views

app_name = "outbox"
urlpatterns = [
    path("messages/", views.Outbox.as_view(), name="messages"),
    path("messages/<int:message_id>/", views.MessagePage.as_view(), name="message"),
    path("messages/<int:message_id>/rang/", views.RecordCall.as_view(), name="record_call"),
    path("messages/<int:message_id>/stop/", views.StopMessage.as_view(), name="stop_message"),
    path("people/<int:person_id>/tell/", views.WriteLetter.as_view(), name="write_letter"),
    path("messages/<int:letter_id>/call-off/", views.CancelLetter.as_view(), name="cancel_letter"),
]
