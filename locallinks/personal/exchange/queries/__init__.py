"""What is connected, what waits, and what goes out."""

from locallinks.personal.exchange.queries.connections import (
    MOST_A_MINUTE,
    Key,
    connection_by_key,
    connection_named,
    connection_of,
    connections_to_send_by,
    connections_with_counts,
    key_over_on,
    viewer_of,
)
from locallinks.personal.exchange.queries.feed import Feed, Numbered, council_for_file, entries, numbered, read_feed
from locallinks.personal.exchange.queries.waiting import (
    Counts,
    Open,
    answer_of,
    counts,
    open_record,
    people_alike,
    record_by_reference,
    rows,
    waiting_here,
)

__all__ = [
    "MOST_A_MINUTE", "Counts", "Feed", "Key", "Numbered", "Open", "answer_of", "connection_by_key",
    "council_for_file", "connection_named", "connection_of", "connections_to_send_by", "connections_with_counts",
    "counts", "entries", "key_over_on", "numbered", "open_record", "people_alike", "read_feed",
    "record_by_reference", "rows", "viewer_of", "waiting_here",
]  # fmt: skip
