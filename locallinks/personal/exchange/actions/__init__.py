"""Connect another system, take in what it sends, decide about what did not fit, and number what goes out."""

from locallinks.personal.exchange.actions.connecting import end_connection, make_connection
from locallinks.personal.exchange.actions.sending import give_out, number_steps
from locallinks.personal.exchange.actions.settling import settle_record
from locallinks.personal.exchange.actions.taking import Taken, keep_refused, take_in, take_row

__all__ = [
    "Taken", "end_connection", "give_out", "keep_refused", "make_connection", "number_steps", "settle_record",
    "take_in", "take_row",
]  # fmt: skip
