from django.apps import AppConfig


class DividendsConfig(AppConfig):
    name = "locallinks.impact.dividends"
    label = "dividends"
    default_auto_field = "django.db.models.BigAutoField"
