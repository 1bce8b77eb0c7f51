from django.apps import AppConfig


class FundHoldingConfig(AppConfig):
    name = "locallinks.personal.fund_holding"
    label = "fund_holding"
    default_auto_field = "django.db.models.BigAutoField"
