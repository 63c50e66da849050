"""Reading ahead: git goes on printing while the lake is being written."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from queue import Empty, Full, Queue
from threading import Event, Thread

DEPTH = 64  # chunks kept at the most: 64 MB when they are whole
PATIENCE = 0.2  # seconds between looks at whether the other side has given up

_Item = bytes | BaseException | None


def ahead(chunks: Iterator[bytes], depth: int = DEPTH) -> Generator[bytes]:
    """Yield ``chunks`` in their order, reading up to ``depth`` of them ahead on a thread of its own.

    Errors: what ``chunks`` raises is raised here, after the chunks before it. When the reader stops early, the
    thread ends, and with it ``chunks``.
    """
    queue: Queue[_Item] = Queue(depth)
    stopped = Event()
    thread = Thread(target=_pump, args=(chunks, queue, stopped), daemon=True)
    thread.start()
    try:
        while (item := queue.get()) is not None:
            if isinstance(item, BaseException):
                raise item
            yield item
    finally:
        stopped.set()
        _drain(queue)
        thread.join()


def _pump(chunks: Iterator[bytes], queue: Queue[_Item], stopped: Event) -> None:
    last: _Item = None
    try:
        for chunk in chunks:
            if not _put(queue, chunk, stopped):
                break
    except BaseException as error:  # noqa: BLE001 — it is handed on to the reader, whatever it is
        last = error
    finally:
        close = getattr(chunks, "close", None)
        if close:
            close()
    _put(queue, last, stopped)


def _put(queue: Queue[_Item], item: _Item, stopped: Event) -> bool:
    while not stopped.is_set():
        try:
            queue.put(item, timeout=PATIENCE)
        except Full:
            continue
        return True
    return False


def _drain(queue: Queue[_Item]) -> None:
    try:
        while True:
            queue.get_nowait()
    except Empty:
        return
