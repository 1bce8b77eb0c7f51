from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "locallinks.personal.referrals"
    label = "referrals"
    default_auto_field = "django.db.models.BigAutoField"
