"""What a day or week report is made of: facts, put in order, told once, counted.

Pure: no ``env``. A moment is a naive ``datetime`` in UTC, as the host stores it; a day is a
``date`` by the clock of the person whose report it is.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime

from ..kpi.period import Period, day_at

# in the order in which a report tells them
DONE = (
    *("interaction", "visit", "meeting", "activity"),
    *("customer", "opportunity_new", "opportunity_moved", "opportunity_won", "opportunity_lost"),
    *("quotation", "order", "request", "approval"),
)
PLANNED = "planned"
SECTIONS = (*DONE, PLANNED)
# these stand together by their label (calls, then e-mails), the others in order of time
LABELLED = frozenset({"interaction"})


@dataclass(frozen=True)
class Fact:
    """One thing that was logged, or is planned.

    :param section: one of ``SECTIONS``
    :param when: moment in UTC, or day where only that is known
    :param label: what kind it is, e.g. "Call"
    :param record: (model, id) of what to open
    :param amount: in ``currency``, an id; None where there is none
    :param partner: id of the customer, or None
    :param keys: by what others may say that they tell it as well
    :param covers: keys of facts that this one tells already, each of one fact
    """

    section: str
    when: datetime | date
    text: str
    record: tuple
    label: str = ""
    amount: float | None = None
    currency: int | None = None
    partner: int | None = None
    keys: tuple = ()
    covers: tuple = ()


@dataclass
class Tally:
    """How many facts, of how many customers, by label, and sums by currency."""

    count: int = 0
    partners: set = field(default_factory=set)
    labels: Counter = field(default_factory=Counter)
    amounts: dict = field(default_factory=dict)


def day_of(when, tz):
    """Return the day of a moment by the clock of ``tz``; a day is itself."""
    return day_at(when, tz) if isinstance(when, datetime) else when


def done_day(date_done, written, tz):
    """Return the day on which an activity was done, by the clock of ``tz``.

    The host keeps the date in UTC alone. While nobody has written the activity since, the
    moment of writing is that of doing.
    """
    return day_at(written, tz) if written.date() == date_done else date_done


def is_past(when, now, tz):
    """Whether what stands at ``when`` had begun at the moment ``now``."""
    return when <= now if isinstance(when, datetime) else when <= day_at(now, tz)


def planned_days(kind, period, next_working_day):
    """Return the days whose plans a report of ``period`` tells.

    After a day those up to the next working day, after a week the next seven.

    :param next_working_day: function that returns a day itself if it is worked, else the
        first worked one after it
    """
    first = date.fromordinal(period.stop.toordinal() + 1)
    if kind == "day":
        return Period(first, next_working_day(first))
    return Period(first, date.fromordinal(period.stop.toordinal() + 7))


def choose(facts, period, planned, tz):
    """Return what was done in ``period``, and what is planned from then to ``planned.stop``."""
    chosen = []
    for fact in facts:
        last = planned.stop if fact.section == PLANNED else period.stop
        if period.start <= day_of(fact.when, tz) <= last:
            chosen.append(fact)
    return chosen


def tell_once(facts):
    """Return ``facts`` without those that another one tells already.

    A visit is a meeting and an interaction too. Each key that is covered takes one fact
    out, so that two calls of one customer stay two when one of them was logged.
    """
    covered = Counter(key for fact in facts for key in fact.covers)
    told = []
    for fact in facts:
        key = next((key for key in fact.keys if covered[key]), None)
        if key is None:
            told.append(fact)
        else:
            covered[key] -= 1
    return told


def arrange(facts, tz):
    """Return ``facts`` by section, then by time; some by label before that."""

    def rank(fact):
        label = fact.label if fact.section in LABELLED else ""
        day = day_of(fact.when, tz)
        # what has a day alone stands at its end
        moment = fact.when if isinstance(fact.when, datetime) else datetime.max
        return SECTIONS.index(fact.section), label, day, moment, fact.record

    return sorted(facts, key=rank)


def tally(rows):
    """Return ``{section: Tally}`` of the sections that have facts, in their order.

    :param rows: (section, label, currency, count, amount, ids of customers), of single facts
        or of groups of them; the sums are the same
    """
    tallies = {}
    for section, label, currency, count, amount, partners in sorted(
        rows, key=lambda row: SECTIONS.index(row[0])
    ):
        one = tallies.setdefault(section, Tally())
        one.count += count
        one.labels[label] += count
        one.partners.update(partners)
        if currency:
            one.amounts[currency] = one.amounts.get(currency, 0) + amount
    return tallies
