"""What will be won until when, and how sure that is: pure functions, without a database."""

from .backtest import Trial, naive_forecasts, verdict
from .calibration import Bin, brier, calibration, skill
from .odds import Model, fit
from .simulate import Outlook, simulate
from .timing import Timing

__all__ = (
    "Bin",
    "Model",
    "Outlook",
    "Timing",
    "Trial",
    "brier",
    "calibration",
    "fit",
    "naive_forecasts",
    "simulate",
    "skill",
    "verdict",
)
