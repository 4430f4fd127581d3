"""What a first pass over a column tells: order of day and month, decimal sign."""

import re
from dataclasses import asdict, dataclass

DAY_MONTH = re.compile(r"(\d{1,2})[/\-.](\d{1,2})[/\-.](?:\d{4}|\d{2})(?:\D.*)?")
DECIMAL_COMMA = re.compile(r"[^\d]*-?(?:\d{1,3}(?:\.\d{3})+,\d+|\d+,(?:\d{1,2}|\d{4,}))\D*")
DECIMAL_POINT = re.compile(r"[^\d]*-?(?:\d{1,3}(?:,\d{3})+\.\d+|\d+\.(?:\d{1,2}|\d{4,}))\D*")
#: longer cells are neither dates nor numbers
LENGTH = 30


@dataclass
class ColumnProfile:
    """Counts of one column; JSON-safe by ``to_dict``."""

    filled: int = 0
    day_first_count: int = 0
    month_first_count: int = 0
    comma_count: int = 0
    point_count: int = 0

    @property
    def day_first(self):
        """True, False, or None where the column does not tell, or contradicts itself."""
        if bool(self.day_first_count) == bool(self.month_first_count):
            return None
        return bool(self.day_first_count)

    @property
    def decimal_comma(self):
        return self.comma_count > self.point_count

    def to_dict(self):
        return asdict(self)

    @classmethod
    def from_dict(cls, values):
        return cls(**values)

    def add(self, cell):
        self.filled += 1
        if len(cell) > LENGTH:
            return
        if match := DAY_MONTH.fullmatch(cell):
            first, second = int(match[1]), int(match[2])
            self.day_first_count += 12 < first <= 31 and second <= 12
            self.month_first_count += 12 < second <= 31 and first <= 12
        elif "," in cell and DECIMAL_COMMA.fullmatch(cell):
            self.comma_count += 1
        elif "." in cell and DECIMAL_POINT.fullmatch(cell):
            self.point_count += 1


class ColumnProfiler:
    """Collects the profiles of the given columns, or of all.

    :param columns: numbers of columns; fewer columns make it faster
    """

    def __init__(self, columns=None):
        self._columns = None if columns is None else sorted(set(columns))
        self.profiles = {}

    def add(self, cells):
        columns = range(len(cells)) if self._columns is None else self._columns
        for column in columns:
            if column < len(cells) and (cell := cells[column]):
                profile = self.profiles.get(column)
                if profile is None:
                    profile = self.profiles[column] = ColumnProfile()
                profile.add(cell.strip())
