"""Who stands where: a user per role, and for each role records at four distances."""

from dataclasses import dataclass
from itertools import count

from odoo.fields import Command

from .matrix import LEVEL_OF

EXPORT = "base.group_allow_export"
# the privileges that have the four levels
PRIVILEGES = (
    "crm_customer.group_customer",
    "crm_sales.group_sales",
    "crm_service.group_service",
)
GROUPS = (
    {
        level: ",".join([*(f"{privilege}_{level}" for privilege in PRIVILEGES), EXPORT])
        for level in ("own", "team", "all", "manager")
    }
    | {
        "plain": "base.group_user",
        "portal": "base.group_portal",
        "public": "base.group_public",
    }
    | {
        role: f"crm_customer.role_{role.removesuffix('_hidden')},{EXPORT}"
        + (",crm_customer.group_hide_others" if role.endswith("_hidden") else "")
        for role in LEVEL_OF
    }
)


# who holds the records that a role did not make
OTHERS = ("mate", "outsider", "foreigner")


@dataclass(frozen=True)
class Place:
    """Where a record stands, seen from a role.

    ``slot`` is the narrowest scope that reaches it: own, team (a team member's),
    company (somebody else's, same company), all (another company's).
    """

    slot: str
    owner: object
    company: object
    partner: object


class World:
    """Two companies, a sales team, a user per role, a mate, an outsider, a foreigner."""

    def __init__(self, env):
        self.env = env
        self._numbers = count(1)
        self.company = env["res.company"].create({"name": "Matrix company A"})
        self.company_b = env["res.company"].create({"name": "Matrix company B"})
        self.users = self._create_users()
        self.mate, self.outsider, self.foreigner = map(self.users.pop, OTHERS)
        self._create_teams()
        self.partners = self._create_partners()
        self._shared = {}

    def unique(self, prefix="Matrix"):
        """Return a text that no other record of this run carries."""
        return f"{prefix} {self.number()}"

    def number(self):
        """Return a number that nothing else of this run carries."""
        return next(self._numbers)

    def once(self, model, values):
        """Return a record that many records refer to, made at the first call."""
        if model not in self._shared or not self._shared[model].exists():
            self._shared[model] = self.env[model].create(values)
        return self._shared[model]

    def place(self, role, slot):
        owner = {
            "own": self.users[role],
            "team": self.mate,
            "company": self.outsider,
            "all": self.foreigner,
        }[slot]
        company = self.company_b if slot == "all" else self.company
        return Place(slot, owner, company, self.partners[owner])

    def _create_partners(self):
        """Return a customer per user, made in one go."""
        owners = self.mate.union(self.outsider, self.foreigner, *self.users.values())
        values = [
            {
                "name": self.unique("Customer"),
                "is_company": True,
                "user_id": owner.id,
                "company_id": owner.company_id.id,
            }
            for owner in owners
        ]
        return dict(zip(owners, self.env["res.partner"].create(values), strict=True))

    def create_user(self, login, groups, company):
        """Create one more user ``login`` with ``groups`` (xml ids, separated by commas)."""
        return self._create([self._user_values(login, groups, company)])

    def _create_users(self):
        """Create all of them in one go, which takes a quarter of the time; return them by name."""
        everything = ",".join(f"{privilege}_manager" for privilege in PRIVILEGES)
        groups = GROUPS | dict.fromkeys(OTHERS, everything)
        companies = dict.fromkeys(groups, self.company) | {"foreigner": self.company_b}
        values = [
            self._user_values(f"matrix_{name}", groups[name], companies[name]) for name in groups
        ]
        return dict(zip(groups, self._create(values), strict=True))

    def _create(self, all_values):
        users = self.env["res.users"].with_context(no_reset_password=True).create(all_values)
        return users.with_env(self.env)

    def _user_values(self, login, groups, company):
        return {
            "name": f"{login} ({groups})",
            "login": login,
            "email": "m.m@example.com",
            "group_ids": [Command.set([self.env.ref(group).id for group in groups.split(",")])],
            "company_id": company.id,
            "company_ids": [Command.set(company.ids)],
        }

    def _create_teams(self):
        internal = ("own", "team", "all", "manager", *LEVEL_OF)
        mates = self.mate.union(*(self.users[role] for role in internal))
        for name, members in (("Near", mates), ("Far", self.outsider)):
            self.env["crm.team"].create(
                {
                    "name": f"Matrix {name}",
                    "company_id": self.company.id,
                    "member_ids": [Command.set(members.ids)],
                }
            )
