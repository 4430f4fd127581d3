"""What a campaign brought for what it cost."""

# days of a month, over 400 years of the calendar
MONTH_DAYS = 30.436875


def ratio(amount, count):
    """Return ``amount / count``, None where there is nothing to divide by."""
    return amount / count if count else None


def return_on_investment(revenue, cost):
    """Return (revenue - cost) / cost, None without a cost."""
    return (revenue - cost) / cost if cost > 0 else None


def payback_months(cost, revenues, start):
    """Return after how many months the revenue had covered the cost; None: not yet.

    What is given back later takes the day back: the last day counts from which on the sum
    stayed at or above the cost.

    :param cost: all that was spent
    :param revenues: iterable of (day, amount)
    :param start: the day from which on is counted; days before count as that day
    """
    if cost <= 0:
        return None
    reached, total = None, 0.0
    by_day = {}
    for day, amount in revenues:
        by_day[max(day, start)] = by_day.get(max(day, start), 0.0) + amount
    for day in sorted(by_day):
        total += by_day[day]
        if total < cost:
            reached = None
        elif reached is None:
            reached = day
    return None if reached is None else (reached - start).days / MONTH_DAYS
