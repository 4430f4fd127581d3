"""The access matrix as data: what ``config/access_matrix.csv`` says, without a database."""

import csv
from collections import defaultdict
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

PATH = Path(__file__).parents[2] / "config" / "access_matrix.csv"
LEVELS = ("plain", "own", "team", "all", "manager", "portal", "public")
# what people do, by the level that their role brings: where the matrix says nothing of a role,
# it says what holds for the level
LEVEL_OF = {
    "sales_rep": "own",
    "sales_rep_hidden": "own",  # where the settings hide the customers of others
    "team_leader": "team",
    "team_leader_hidden": "team",
    "sales_manager": "all",
    "marketing": "own",
    "service_agent": "own",
    "service_manager": "team",
    "product_manager": "own",
    "data_analyst": "own",
    "trainer": "own",
    "training_manager": "own",
    "supply_manager": "own",
    "project_manager": "own",
    "tech_support": "own",
    "management": "all",
}
# an addon with a privilege of its own: by the prefix of its models, the level of each role there
LEVEL_IN = {
    "crm.service.": dict.fromkeys(LEVEL_OF, "plain")
    | {
        "service_agent": "own",
        "service_manager": "manager",
        "tech_support": "own",
        "management": "all",
    },
    "crm.sales.": dict.fromkeys(LEVEL_OF, "plain")
    | {
        "sales_rep": "own",
        "sales_rep_hidden": "own",
        "team_leader": "team",
        "team_leader_hidden": "team",
        "sales_manager": "manager",
        "marketing": "all",
        "product_manager": "all",
        "data_analyst": "all",
        "management": "all",
    },
}
ROLES = (*LEVELS, *LEVEL_OF)
OPERATIONS = ("create", "read", "write", "delete")
# the wider scope holds the narrower ones
SCOPES = ("none", "own", "team", "company", "all")
HEADINGS = ["role", "model", *OPERATIONS, "scope", "hidden_fields", "note"]


class MatrixError(ValueError):
    """The file cannot be read as a matrix; says which line and why."""


@dataclass(frozen=True)
class Line:
    number: int
    role: str
    model: str
    operations: frozenset
    scope: str
    hidden: tuple


def level_of(role, model):
    """Return the level that ``role`` brings for ``model``, None if it is a level itself."""
    for prefix, levels in LEVEL_IN.items():
        if model.startswith(prefix):
            return levels.get(role)
    return LEVEL_OF.get(role)


class Matrix:
    """Lines of one role and model add up; what no line grants is refused."""

    def __init__(self, lines):
        self.lines = lines
        self._lines = defaultdict(list)
        for line in lines:
            self._lines[line.role, line.model].append(line)

    @property
    def models(self):
        return sorted({line.model for line in self.lines})

    def lines_of(self, role, model):
        own = self._lines.get((role, model))
        return own or self._lines.get((level_of(role, model), model), [])

    def roles_of(self, model):
        """Return the roles to be tried on ``model``: the levels, and those with own lines."""
        return [role for role in ROLES if role in LEVELS or (role, model) in self._lines]

    def allows(self, role, model, operation, slot):
        """Say whether a record standing at distance ``slot`` (a scope) is in reach."""
        return any(
            SCOPES.index(line.scope) >= SCOPES.index(slot)
            for line in self.lines_of(role, model)
            if operation in line.operations
        )

    def hides(self, role, model, field):
        """Say whether a pattern hides the field, and none with ``!`` before it shows it."""
        patterns = [pattern for line in self.lines_of(role, model) for pattern in line.hidden]
        shown = any(
            fnmatchcase(field, pattern[1:]) for pattern in patterns if pattern.startswith("!")
        )
        return not shown and any(fnmatchcase(field, pattern) for pattern in patterns)


def load_matrix(path=PATH):
    """Read the file.

    :raise MatrixError: a word that the matrix does not know, with its line
    """
    with open(path, encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if reader.fieldnames != HEADINGS:
            raise MatrixError(f"{path}: the headings must be {', '.join(HEADINGS)}")
        return Matrix([_parse(row, reader.line_num) for row in reader])


def _parse(row, number):
    def refuse(what):
        raise MatrixError(f"access matrix, line {number}: {what}")

    if row["role"] not in ROLES:
        refuse(f"unknown role {row['role']!r}")
    if row["scope"] not in SCOPES:
        refuse(f"unknown scope {row['scope']!r}")
    for operation in OPERATIONS:
        if row[operation] not in ("0", "1"):
            refuse(f"{operation} is 0 or 1, not {row[operation]!r}")
    operations = frozenset(name for name in OPERATIONS if row[name] == "1")
    if bool(operations) == (row["scope"] == "none"):
        refuse("scope none goes with no operation, any other scope with at least one")
    return Line(
        number=number,
        role=row["role"],
        model=row["model"],
        operations=operations,
        scope=row["scope"],
        hidden=tuple((row["hidden_fields"] or "").split()),
    )
