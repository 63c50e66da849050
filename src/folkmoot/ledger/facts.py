"""What every recorded fact is: written once, never changed, never deleted."""

from __future__ import annotations

from typing import Any, NoReturn, TypeVar

from django.db import models


class FactChanged(TypeError):
    """Somebody's code tried to change or delete a recorded fact; a new fact must be recorded instead."""


def _refuse() -> NoReturn:
    raise FactChanged("a recorded fact is never changed or deleted: record a new one")


Row_co = TypeVar("Row_co", bound=models.Model, covariant=True)


class FactQuerySet(models.QuerySet[Row_co]):
    """Rows that can be read and added. The database's triggers say the same to everybody else."""

    def update(self, **_values: Any) -> int:
        """Refuse."""
        _refuse()

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refuse."""
        _refuse()

    def bulk_update(self, *_arguments: Any, **_options: Any) -> int:
        """Refuse."""
        _refuse()


class Fact(models.Model):
    """One recorded fact: who recorded it, when, and why."""

    at = models.DateTimeField()
    who = models.CharField(max_length=200)
    why = models.TextField(blank=True)

    objects = FactQuerySet.as_manager()

    class Meta:
        """No table of its own."""

        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the fact; refuse to change one."""
        if self.pk is not None or not self._state.adding:
            _refuse()
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse."""
        _refuse()
