"""Remove the tokens of links from logs, because whoever reads a token can open a person's page."""

import logging
import re

LINK = re.compile(r"(/with/)[^/\s?\"']+")


def hide_tokens(text: str) -> str:
    return LINK.sub(r"\1…", text)


class HideLinkTokens(logging.Filter):
    """Removes tokens from the message and the traceback before a handler writes them."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        if LINK.search(message):
            record.msg, record.args = hide_tokens(message), ()
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = hide_tokens(record.exc_text)
        return True
