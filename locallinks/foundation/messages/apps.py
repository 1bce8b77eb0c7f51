from django.apps import AppConfig


class MessagesConfig(AppConfig):
    """The outbox. Its label is not "messages": Django's own one-time notices have that name."""

    name = "locallinks.foundation.messages"
    label = "outbox"
    default_auto_field = "django.db.models.BigAutoField"
