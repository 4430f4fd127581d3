"""How long an answer took, in the working time of a company. Pure: no ``env``."""


def answer_hours(calendar, asked, answered):
    """Return the worked hours from ``asked`` to ``answered``, rounded to seconds.

    :param calendar: ``WorkCalendar`` compiled with hours
    :param asked: naive UTC moment, as ``answered``
    :raise WorkCalendarError: a moment outside of the calendar; a calendar without hours
    """
    return max(calendar.seconds_between(asked, answered), 0) / 3600


def answer_days(calendar, asked_day, answered_day):
    """Return how many working days came after ``asked_day`` until ``answered_day``.

    0: answered on the day of the question, or before the next working day began.

    :raise WorkCalendarError: a day outside of the calendar
    """
    return max(calendar.working_days_between(asked_day, answered_day), 0)


def due_day(calendar, asked_day, days):
    """Return the day on which an answer is due that may take ``days`` working days.

    0 gives the day of the question, or the next one that is worked.

    :raise WorkCalendarError: a day outside of the calendar
    """
    return calendar.add_working_days(asked_day, max(days, 0))
