"""Paging through several dated streams at once, newest (or oldest) first.

A key is ``(date, source, id)``. Every stream is read in chunks, in key order, from the
place where the last chunk ended; a chunk may lose keys to a filter (records that the
reader may not see). ``Pager`` says which streams must still be read before the page is
certain, and cuts the page: no key is shown twice, none is skipped.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

Key = tuple[datetime, str, int]


@dataclass(frozen=True)
class TimelineSource:
    """One kind of thing that happened, read from one model.

    ``date`` is a stored date or datetime field. ``domain(scope)`` gives the records of a
    :class:`TimelineScope`, ``entry(values)`` turns what ``read(fields)`` gave (without
    the fields that the user may not see) into the texts of an entry; ``enrich`` may add to
    the values of a page before, in a constant number of queries. ``filters_late``: the
    model's ``_search`` drops unreadable records after its limit, as mail.message's.
    ``upcoming``: what is next instead of what happened, sorted ascending.
    """

    model: str
    date: str
    kinds: tuple[str, ...]
    domain: Callable
    entry: Callable
    fields: tuple[str, ...]
    enrich: Callable | None = None
    upcoming: bool = False
    filters_late: bool = False


@dataclass(frozen=True)
class TimelineScope:
    """Whose timeline is read: partner ids, the kinds asked for, and when (UTC)."""

    partner_ids: tuple[int, ...]
    kinds: frozenset[str]
    now: datetime


@dataclass
class _Stream:
    position: Key | None
    keys: list[Key] = field(default_factory=list)
    is_read: bool = False
    is_exhausted: bool = False


class Pager:
    """The next ``limit`` keys after ``cursor`` of all ``sources`` together."""

    def __init__(
        self,
        sources: Iterable[str],
        limit: int,
        cursor: Key | None = None,
        newest_first: bool = True,
    ):
        self.limit = limit
        self.newest_first = newest_first
        self._streams = {source: _Stream(cursor) for source in sources}

    def wanted(self) -> dict[str, Key | None]:
        """Return the sources to read on, each with the key to read after."""
        found = self._found()
        enough = found[self.limit] if len(found) > self.limit else None
        return {
            source: stream.position
            for source, stream in self._streams.items()
            if not stream.is_exhausted
            and (not stream.is_read or enough is None or self._precedes(stream.position, enough))
        }

    def feed(self, source: str, read: list[Key], kept: Iterable[Key], is_last: bool):
        """Take the chunk ``read`` of a source, of which the reader may see ``kept``."""
        stream = self._streams[source]
        stream.keys += kept
        stream.is_read = True
        stream.is_exhausted = is_last
        if read:
            stream.position = read[-1]

    def page(self) -> tuple[list[Key], Key | None]:
        """Return the keys of the page and the cursor of the next one, if there is one.

        Streams that are still wanted hold the page back to where they were read to.
        """
        found = self._found()
        positions = self._sorted([position for position in self.wanted().values() if position])
        if positions:
            horizon = positions[0]
            found = [key for key in found if not self._precedes(horizon, key)]
        keys = found[: self.limit]
        if len(found) > self.limit:
            return keys, keys[-1]
        return keys, positions[0] if positions else None

    def _found(self) -> list[Key]:
        return self._sorted([key for stream in self._streams.values() for key in stream.keys])

    def _sorted(self, keys: list[Key]) -> list[Key]:
        return sorted(keys, reverse=self.newest_first)

    def _precedes(self, key: Key, other: Key) -> bool:
        return key > other if self.newest_first else key < other


def encode_cursor(key: Key | None) -> list | None:
    """Return ``[date, source, id]`` for JSON; the date keeps its microseconds."""
    return key and [key[0].isoformat(), key[1], key[2]]


def decode_cursor(cursor) -> Key | None:
    """Read what :func:`encode_cursor` gave.

    :raise ValueError: it is anything else
    """
    if not cursor:
        return None
    match cursor:
        case [str() as date, str() as source, int() as id_] if not isinstance(id_, bool):
            moment = datetime.fromisoformat(date)
            if moment.tzinfo is None and abs(id_) < 2**31:
                return moment, source, id_
    raise ValueError(f"not a cursor: {cursor!r:.80}")
