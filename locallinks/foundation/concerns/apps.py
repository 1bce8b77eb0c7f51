from django.apps import AppConfig


class ConcernsConfig(AppConfig):
    name = "locallinks.foundation.concerns"
    label = "concerns"
    default_auto_field = "django.db.models.BigAutoField"
