from django.apps import AppConfig


class ChargingConfig(AppConfig):
    name = "locallinks.personal.charging"
    label = "charging"
    default_auto_field = "django.db.models.BigAutoField"
