from .tows import strategy_of
