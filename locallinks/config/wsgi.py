"""The WSGI application that gunicorn serves."""

import gc
import os
from contextlib import suppress

from django.core.wsgi import get_wsgi_application
from django.db import OperationalError, connection

from locallinks.foundation.shared import query_functions

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "locallinks.config.settings")
application = get_wsgi_application()
with suppress(OperationalError):  # where the database is unavailable, pages say so
    query_functions.refuse_mismatch(connection)
connection.close()

# Objects that exist now live as long as the process, so the garbage collector skips them. It collects young objects
# often (which takes 3 ms) and all objects seldom (which delayed a page by 50 ms).
gc.collect()
gc.freeze()
gc.set_threshold(5_000, 50, 50)
