import gc
import os

from django.core.wsgi import get_wsgi_application
from django.db import connection

from locallinks.foundation.shared import query_functions

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "locallinks.config.settings")
application = get_wsgi_application()
query_functions.refuse_mismatch(connection)

# What is loaded now stays: the collector need not walk through it. It looks at what is young often, for three
# milliseconds, and at the rest seldom: a look at everything stopped a page for fifty.
gc.collect()
gc.freeze()
gc.set_threshold(5_000, 50, 50)
