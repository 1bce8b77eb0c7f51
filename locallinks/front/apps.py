from django.apps import AppConfig


class FrontConfig(AppConfig):
    name = "locallinks.front"
    label = "front"
