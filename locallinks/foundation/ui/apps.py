from django.apps import AppConfig


class UiConfig(AppConfig):
    """What all pages share: layout, forms, pictures and formats."""

    name = "locallinks.foundation.ui"
    label = "ui"
    verbose_name = "Pages"
    default_auto_field = "django.db.models.BigAutoField"
