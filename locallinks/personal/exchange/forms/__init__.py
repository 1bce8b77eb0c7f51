"""Input to clean values: rows of another system, and the forms of the pages."""

from locallinks.personal.exchange.forms.pages import ConnectionForm, FileForm, OutForm, SettleForm
from locallinks.personal.exchange.forms.records import SCHEMAS, ContactIn, DecisionIn, PersonIn, read_record

__all__ = [
    "SCHEMAS", "ConnectionForm", "ContactIn", "DecisionIn", "FileForm", "OutForm", "PersonIn", "SettleForm",
    "read_record",
]  # fmt: skip
