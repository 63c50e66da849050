"""A batch of tasks declared from a form."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter

from folkmoot.charter.amending.entries import Sort
from folkmoot.jobs import declaring
from folkmoot.model.actor import Actor
from folkmoot.model.task import TaskBatch
from folkmoot.model.text import Text
from folkmoot.reports.homes import Homes

BATCH = Sort("tasks", Text("a task batch", "任务批次"), "modelzoo-2026-q4", "task-")
Planned = declaring.Planned[TaskBatch]
_BATCH: TypeAdapter[TaskBatch] = TypeAdapter(TaskBatch)


def batch_from(said: Mapping[str, Any]) -> TaskBatch:
    """Return what was typed as a batch. Errors: BadInput naming the first field that is wrong."""
    return declaring.plan_from(_BATCH, said)


def planned(homes: Homes, batch: TaskBatch, *, actor: Actor, now: datetime) -> Planned:
    """Return what declaring a batch would change, and what is wrong with it; nothing is written. Errors: as of ``declaring.planned``."""
    return declaring.planned(homes, BATCH, batch, group=batch.group, actor=actor, now=now)


def declare(homes: Homes, batch: TaskBatch, *, actor: Actor, now: datetime, branch: str = "") -> str:
    """Write a batch into the charter and return the commit; "" in a plain folder. Errors: as of ``planned``; BadInput for faults."""
    return declaring.declare(homes, planned(homes, batch, actor=actor, now=now), actor=actor, branch=branch)
