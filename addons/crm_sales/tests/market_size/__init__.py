from . import test_market_engine, test_market_size
