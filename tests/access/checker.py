"""Hold the matrix against the database: every line tried as a user of its role."""

from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from odoo.exceptions import AccessError, UserError
from odoo.fields import NO_ACCESS
from odoo.modules.module import get_manifest
from odoo.tools import mute_logger

from .factories import FACTORIES
from .matrix import ROLES, SCOPES
from .world import World

AUTHOR = "CRM Suite"


@dataclass
class Report:
    """What was tried: how often it was allowed and refused, and what was wrong."""

    allowed: int = 0
    refused: int = 0
    violations: list = field(default_factory=list)
    stops_early: bool = False

    def add(self, violation):
        self.violations.append(violation)
        if self.stops_early:
            raise _Found


class _Found(Exception):
    """One violation is all that was asked for."""


class _Undo(Exception):
    """Leaves a savepoint without keeping what was done in it."""


def suite_modules(env):
    """Return the names of the installed addons of this suite."""
    names = env["ir.module.module"].search([("state", "=", "installed")]).mapped("name")
    return {name for name in names if get_manifest(name).get("author") == AUTHOR}


def suite_models(env):
    """Return the names of our own models, abstract ones left out: they hold no record."""
    ours = suite_modules(env)
    return sorted(
        name
        for name, model in env.registry.items()
        if not model._abstract and model._original_module in ours
    )


def missing_lines(env, matrix):
    """Return a sentence per role and model without a line, and per line without a model."""
    models = suite_models(env)
    return [
        f"{model}: no line for role {role}"
        for model in models
        for role in ROLES
        if not matrix.lines_of(role, model)
    ] + [f"{model}: no such model" for model in matrix.models if model not in env]


def check_access(env, matrix, models=None, stops_early=False, world=None):
    """Try ``models`` (default: all of the matrix) and return a :class:`Report`.

    :param bool stops_early: the first violation is enough
    :param World world: the people and records to try with, made anew if there are none
    """
    report = Report(stops_early=stops_early)
    with (
        mute_logger("odoo.addons.base.models.ir_rule", "odoo.sql_db"),
        suppress(_Found),
        undone(env),
    ):
        world = world or World(env)
        for model in models or matrix.models:
            if model not in FACTORIES:
                report.add(f"{model}: no factory in tests/access/factories.py")
                continue
            with undone(env):
                _ModelCheck(world, matrix, model, report).run()
    return report


@contextmanager
def undone(env):
    """Roll back what happens inside, and forget what was cached from it.

    What is cached for the whole registry (rights, rules) is dropped where something inside
    had to drop it: reading all of it anew for each attempt takes nine tenths of the time.
    """
    dropped = env.registry.cache_invalidated
    before = set(dropped)
    dropped.clear()
    try:
        with env.cr.savepoint():
            yield
            raise _Undo
    except _Undo:
        pass
    finally:
        env.invalidate_all(flush=False)
        if dropped:
            env.registry.clear_cache(*dropped)
        dropped |= before


class _ModelCheck:
    def __init__(self, world, matrix, model, report):
        self.world = world
        self.matrix = matrix
        self.model = model
        self.report = report
        self.factory = FACTORIES[model]
        self.env = world.env
        self.fields = self._own_fields()
        self.shared = {
            slot: self._make(self.world.place("plain", slot))
            for slot in self.factory.slots
            if slot != "own"
        }

    def run(self):
        for role in self.matrix.roles_of(self.model):
            self._check_scopes(role)
            places = {slot: self.world.place(role, slot) for slot in self.factory.slots}
            records = dict(self.shared)
            if "own" in places:
                records["own"] = self._make(places["own"])
            self.env.flush_all()
            for slot, place in places.items():
                self._check_operations(role, place, records[slot])
            self._check_sets(role, records)
            self._check_fields(role, records)

    def _own_fields(self):
        """Return the fields that our addons bring, but what nobody may read, and the name."""
        ours = suite_modules(self.env)
        return ["display_name"] + [
            name
            for name, definition in self.env[self.model]._fields.items()
            if ours.intersection(definition._modules) and definition.groups != NO_ACCESS
        ]

    def _make(self, place):
        if self.factory.make:
            return self.factory.make(self.world, place)
        return self.env[self.model].create(self.factory.values(self.world, place))

    def _check_scopes(self, role):
        """A scope narrower than any place of the model would grant nothing."""
        narrowest = min(SCOPES.index(slot) for slot in self.factory.slots)
        for line in self.matrix.lines_of(role, self.model):
            if 0 < SCOPES.index(line.scope) < narrowest:
                self.report.add(f"line {line.number}: {self.model} has no scope {line.scope}")

    # one record, one operation

    def _check_operations(self, role, place, record):
        seen = record.with_user(self.world.users[role])
        values = self.factory.values(self.world, place)
        write = self.factory.write
        again = write(self.world, place) if write else dict([next(iter(values.items()))])
        names = self._visible(role)
        acts = {
            "create": lambda: seen.browse().create(values),
            "read": lambda: seen.read(names),
            "write": lambda: (seen.write(again), seen.flush_recordset()),
            "delete": seen.unlink,
        }
        for operation, act in acts.items():
            expected = self.matrix.allows(role, self.model, operation, place.slot)
            self._compare(f"{role} {operation} {place.slot}", expected, act)
            if operation in self.factory.sealed:
                self._check_sealed(f"{role} {operation} {place.slot}", expected, seen, operation)
        expected = self.matrix.allows(role, self.model, "read", place.slot)
        spec = {name: {} for name in names}
        self._compare(f"{role} web_read {place.slot}", expected, lambda: seen.web_read(spec))
        self._compare(
            f"{role} export {place.slot}",
            expected and self.world.users[role].has_group("base.group_allow_export"),
            lambda: seen.export_data(names),
            refusals=UserError,
        )

    def _check_sealed(self, what, expected, record, operation):
        """Behind a model that refuses by itself, the access lines are shut as well."""
        granted = record.has_access({"delete": "unlink"}.get(operation, operation))
        if granted and not expected:
            self.report.add(f"{self.model}: {what}: the access lines grant it")

    def _compare(self, what, expected, act, refusals=AccessError):
        got = self._attempt(act, refusals)
        if isinstance(got, str):
            self.report.add(f"{self.model}: {what}: {got}")
        elif got != expected:
            words = {True: "allowed", False: "refused"}
            self.report.add(f"{self.model}: {what}: {words[got]}, should be {words[expected]}")
        elif got:
            self.report.allowed += 1
        else:
            self.report.refused += 1

    def _attempt(self, act, refusals):
        """Return True when allowed, False when refused, a text when it broke."""
        try:
            with undone(self.env):
                act()
        except refusals:
            return False
        except Exception as error:
            return f"{type(error).__name__}: {str(error).splitlines()[0]}"
        return True

    # all the records at once

    def _check_sets(self, role, records):
        """Lists, counts and groups hold what the role may read, no more and no less."""
        ids = [record.id for record in records.values()]
        readable = {
            record.id
            for slot, record in records.items()
            if self.matrix.allows(role, self.model, "read", slot)
        }
        model = self.env[self.model].with_user(self.world.users[role])
        domain = [("id", "in", ids)]
        sets = {
            "search": lambda: set(model.search(domain).ids),
            "web_search_read": lambda: {
                row["id"] for row in model.web_search_read(domain, {"id": {}})["records"]
            },
            "array_agg": lambda: set(model._read_group(domain, [], ["id:array_agg"])[0][0] or []),
        }
        counts = {
            "search_count": lambda: model.search_count(domain),
            "group count": lambda: model.formatted_read_group(domain, [], ["__count"])[0][
                "__count"
            ],
        }
        for name, query in sets.items():
            self._compare_set(f"{role} {name}", query, readable)
        for name, query in counts.items():
            self._compare_set(f"{role} {name}", query, len(readable))

    def _compare_set(self, what, query, expected):
        """A role that reads nothing is refused, or finds nothing: both hide the records."""
        got = []
        outcome = self._attempt(lambda: got.append(query()), AccessError)
        if outcome is False and not expected:
            self.report.refused += 1
        elif outcome is not True:
            self.report.add(f"{self.model}: {what}: {outcome or 'refused'}, should be {expected}")
        elif got != [expected]:
            self.report.add(f"{self.model}: {what}: {got[0]}, should be {expected}")
        else:
            self.report.allowed += bool(expected)
            self.report.refused += not expected

    # fields

    def _visible(self, role):
        return [name for name in self.fields if not self.matrix.hides(role, self.model, name)]

    def _check_fields(self, role, records):
        """Hidden fields are neither listed nor read nor searched; all others are."""
        slots = [slot for slot in records if self.matrix.allows(role, self.model, "read", slot)]
        if not slots:
            return
        record = records[slots[0]].with_user(self.world.users[role])
        listed = record.fields_get(self.fields, ["type"])
        for name in self.fields:
            hidden = self.matrix.hides(role, self.model, name)
            if hidden == (name in listed):
                state = "listed" if hidden else "hidden"
                self.report.add(f"{self.model}: {role} field {name}: {state}, should not be")
            if hidden:
                self._check_hidden(role, record, name)

    def _check_hidden(self, role, record, name):
        acts = {
            "read": lambda: record.read([name]),
            "web_read": lambda: record.web_read({name: {}}),
            "search": lambda: record.search([(name, "!=", False)], limit=1),
            "group": lambda: record._read_group([], [name], ["__count"]),
        }
        if not record._fields[name]._description_searchable:
            acts.pop("search")
        if not record._fields[name]._description_groupable(self.env):
            acts.pop("group")
        for what, act in acts.items():
            self._compare(f"{role} {what} hidden {name}", False, act)
