from django.apps import AppConfig


class UiConfig(AppConfig):
    """The pages everybody shares: look, words, forms, pictures."""

    name = "locallinks.foundation.ui"
    label = "ui"
    verbose_name = "Pages"
    default_auto_field = "django.db.models.BigAutoField"
