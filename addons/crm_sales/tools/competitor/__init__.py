"""Competitors in what people write: pure functions, without a database."""

from .mentions import excerpt, mentioned, names_of, price_gap

__all__ = ("excerpt", "mentioned", "names_of", "price_gap")
