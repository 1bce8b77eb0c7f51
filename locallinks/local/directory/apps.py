from django.apps import AppConfig
from django.contrib.postgres.lookups import TrigramWordSimilar
from django.db.models import CharField


class DirectoryConfig(AppConfig):
    name = "locallinks.local.directory"
    label = "directory"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Names are found also when misspelt (`name__trigram_word_similar`)."""
        CharField.register_lookup(TrigramWordSimilar)
