"""What is written in logs: never the token of a link, which opens somebody's page for whoever reads it."""

import logging
import re

LINK = re.compile(r"(/with/)[^/\s?\"']+")


def without_tokens(text: str) -> str:
    return LINK.sub(r"\1…", text)


class HideLinks(logging.Filter):
    """Takes the token out of the words, and out of the trace, before any handler writes them."""

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        if LINK.search(said):
            record.msg, record.args = without_tokens(said), ()
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = without_tokens(record.exc_text)
        return True
