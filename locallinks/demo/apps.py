from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "locallinks.demo"
    label = "demo"
