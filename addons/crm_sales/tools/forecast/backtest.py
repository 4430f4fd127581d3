"""Whether a forecast is worth showing: against methods that know nothing of the pipeline.

Each is asked for past periods as if it were their first day, and compared by the mean absolute
error. Naive methods after Hyndman, R. J., Athanasopoulos, G. (2021): Forecasting: Principles and
Practice, 3rd ed., 5.2: the last value, the mean of the last ones, the value a season ago.
"""

from dataclasses import dataclass

MEAN_OF = 3
FEWEST_PERIODS = 6


@dataclass(frozen=True)
class Trial:
    """A past period: what a method said on its first day, and what came."""

    said: float
    came: float

    @property
    def error(self):
        """By how much it was wrong, without the sign."""
        return abs(self.said - self.came)


@dataclass(frozen=True)
class Verdict:
    """``errors`` are mean absolute errors by method; ``better`` is None with too few periods."""

    errors: dict
    best_naive: str | None
    better: bool | None
    periods: int


def naive_forecasts(history, season):
    """Return what methods without a pipeline say of the next period.

    :param history: figures of past periods, the latest last
    :param season: periods in a year: 4 quarters, 12 months
    :return: ``{"last": …, "mean": …, "season": …}``, without those that lack their past
    """
    said = {}
    if history:
        said["last"] = history[-1]
    if len(history) >= MEAN_OF:
        said["mean"] = sum(history[-MEAN_OF:]) / MEAN_OF
    if len(history) >= season:
        said["season"] = history[-season]
    return said


def verdict(model, naive):
    """Return the :class:`Verdict` on a model.

    :param model: :class:`Trial` by period, ``{period: trial}``
    :param naive: ``{method: {period: trial}}``; a method is compared on the periods that both know,
        and counts if it knows all of the model's
    """
    errors = {"model": _mean_error(model.values())} if model else {}
    rivals = {
        name: trials for name, trials in naive.items() if model and model.keys() <= trials.keys()
    }
    for name, trials in rivals.items():
        errors[name] = _mean_error(trials[period] for period in model)
    best = min(rivals, key=lambda name: errors[name], default=None)
    better = None
    if len(model) >= FEWEST_PERIODS and best:
        better = errors["model"] < errors[best]
    return Verdict(errors, best, better, len(model))


def mean_percent_error(trials):
    """Return the mean absolute percentage error; None if nothing came in any of the periods.

    Periods in which nothing came have no percentage and are left out, as Hyndman and
    Athanasopoulos (5.8) warn: the figure is for reading, the verdict goes by amounts.
    """
    known = [trial for trial in trials if trial.came]
    if not known:
        return None
    return 100 * sum(trial.error / abs(trial.came) for trial in known) / len(known)


def _mean_error(trials):
    trials = list(trials)
    return sum(trial.error for trial in trials) / len(trials)
