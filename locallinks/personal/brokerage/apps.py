from django.apps import AppConfig


class BrokerageConfig(AppConfig):
    name = "locallinks.personal.brokerage"
    label = "brokerage"
    default_auto_field = "django.db.models.BigAutoField"
