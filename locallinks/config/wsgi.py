import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "locallinks.config.settings")
application = get_wsgi_application()

# What is loaded now stays: the collector need not walk through it for every page (a tenth of a long page's time).
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 50)
