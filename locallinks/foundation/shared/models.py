"""Models that every app may use: optimistic locking, forms already sent, and the counters of rate limits."""

from typing import Any, Self

from django.db import models

from locallinks.foundation.shared.errors import NotAllowed, Stale
from locallinks.foundation.shared.viewer import check_opens_any_record, current_viewer


class Versioned(models.Model):
    """A row that changes. `version` goes up by one at each save, and saving from an older version is refused."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    @classmethod
    def locked(cls, pk: Any, *, version: int | None = None) -> Self:
        """Return the row, locked until the transaction ends.

        Raises Stale when `version` is no longer the newest; NotAllowed for a viewer whose roles open nobody's record,
        and for a row that row-level security lets the viewer read and no longer change (after a pathway was closed, or
        a death); DoesNotExist where there is none for this viewer.
        """
        row = cls._default_manager.select_for_update(of=("self",)).filter(pk=pk).first()
        if row is None:
            check_opens_any_record(current_viewer())
            cls._default_manager.get(pk=pk)
            raise NotAllowed(
                "You can still read this record, and no longer change it. Ask the social worker.", code="only_to_read"
            )
        if version is not None and row.version != version:
            raise Stale(
                "Someone else changed this while you were writing. Nothing is lost: look at both, then save again.",
                code="stale",
            )
        return row

    def save_versioned(self, **kwargs: Any) -> None:
        """Save with the next version number."""
        self.version += 1
        self.save(**kwargs)


class SubmittedForm(models.Model):
    """A form that was submitted. The same token sent again is redirected to the first result."""

    token = models.UUIDField(primary_key=True)
    user_id = models.BigIntegerField(null=True)
    url = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField(auto_now_add=True)


class RateCount(models.Model):
    """The number of requests since `began` (rate_limit.py). `bucket` is a digest of one IP address, or means all."""

    bucket = models.CharField(max_length=64, primary_key=True)
    began = models.DateTimeField(db_index=True)
    request_count = models.PositiveIntegerField()
