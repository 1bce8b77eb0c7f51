import gc
import os
from contextlib import suppress

from django.core.wsgi import get_wsgi_application
from django.db import OperationalError, connection

from locallinks.foundation.shared import query_functions

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "locallinks.config.settings")
application = get_wsgi_application()
with suppress(OperationalError):  # the database is away: pages say so until it is back
    query_functions.refuse_mismatch(connection)
connection.close()

# What is loaded now stays: the collector need not walk through it. It looks at what is young often, for three
# milliseconds, and at the rest seldom: a look at everything stopped a page for fifty.
gc.collect()
gc.freeze()
gc.set_threshold(5_000, 50, 50)
