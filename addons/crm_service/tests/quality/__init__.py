from . import (
    test_engine,
    test_quality_security,
    test_quality_tour,
    test_review,
    test_sample,
)
