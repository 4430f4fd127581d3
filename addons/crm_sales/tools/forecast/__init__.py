"""What will be won until when, and how sure that is: pure functions, without a database."""

from .backtest import Trial, mean_percent_error, naive_forecasts, verdict
from .calibration import Bin, brier, calibration, skill
from .learn import Lesson, Sight, learn, prepare_facts, tell
from .odds import Model, fit
from .simulate import Outlook, simulate
from .timing import Timing

__all__ = (
    "Bin",
    "Lesson",
    "Model",
    "Outlook",
    "Sight",
    "Timing",
    "Trial",
    "brier",
    "calibration",
    "fit",
    "learn",
    "mean_percent_error",
    "naive_forecasts",
    "prepare_facts",
    "simulate",
    "skill",
    "tell",
    "verdict",
)
