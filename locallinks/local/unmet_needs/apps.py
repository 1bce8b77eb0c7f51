from django.apps import AppConfig


class UnmetNeedsConfig(AppConfig):
    name = "locallinks.local.unmet_needs"
    label = "unmet_needs"
    default_auto_field = "django.db.models.BigAutoField"
