from hypothesis import given
from hypothesis import strategies as st

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import BaseCase, tagged

from ...tools.access.grants import grant_changes
from ...tools.access.group_path import closure
from ..common import CustomerCommon

GROUPS = st.integers(1, 8)
HELD = st.dictionaries(st.integers(1, 4), st.sets(GROUPS, max_size=3))
IMPLIED = st.dictionaries(GROUPS, st.sets(GROUPS, max_size=3))


class TestGrantChanges(BaseCase):
    @given(HELD, HELD, IMPLIED, IMPLIED)
    def test_before_and_the_changes_make_after(self, before, after, old, new):
        changes = grant_changes(before, after, old, new)
        for user in before.keys() | after.keys():
            held = closure(before.get(user, ()), old)
            mine = [change for change in changes if change[0] == user]
            held |= {group for _user, kind, group, _direct in mine if kind == "granted"}
            held -= {group for _user, kind, group, _direct in mine if kind == "revoked"}
            self.assertEqual(held, closure(after.get(user, ()), new))
            for _user, kind, _group, direct in mine:
                holder = after if kind == "granted" else before
                self.assertIn(direct, holder[user])


@tagged("post_install", "-at_install")
class TestAccessGrant(CustomerCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Grant = cls.env["crm.access.grant"]
        cls.admin = cls._create_user("grant_admin", "base.group_erp_manager")
        cls.team = cls.env.ref("crm_customer.group_customer_team")
        cls.own = cls.env.ref("crm_customer.group_customer_own")
        cls.last = cls.Grant.search([], order="id desc", limit=1).id or 0

    def _logged(self, user=None):
        domain = [("id", ">", self.last)]
        if user:
            domain.append(("user_id", "=", user.id))
        return self.Grant.search(domain, order="id")

    def _lines(self, user):
        return {(line.kind, line.group_id, line.direct_group_id) for line in self._logged(user)}

    def test_a_grant_names_the_group_and_what_it_implies(self):
        plain = self.user_plain.with_user(self.admin).with_context(crm_grant_reason="Promoted")
        plain.group_ids = [Command.link(self.team.id)]
        logged = self._logged(self.user_plain)
        self.assertIn(("granted", self.team, self.team), self._lines(self.user_plain))
        self.assertIn(("granted", self.own, self.team), self._lines(self.user_plain))
        direct = logged.filtered("is_direct")
        self.assertEqual(direct.group_name, "Customers / Team")
        self.assertEqual(logged.actor_id, self.admin)
        self.assertEqual(set(logged.mapped("reason")), {"Promoted"})
        self.assertEqual(len(set(logged.mapped("date"))), 1)

    def test_a_revocation(self):
        self.user_team.group_ids = [Command.unlink(self.team.id)]
        self.assertIn(("revoked", self.own, self.team), self._lines(self.user_team))

    def test_a_new_user_and_one_that_goes(self):
        user = self._create_user("grant_new", "crm_customer.group_customer_own")
        self.assertIn(("granted", self.own, self.own), self._lines(user))
        name = user.name
        user.unlink()
        gone = self._logged().filtered(lambda line: line.user_name == name)
        self.assertIn("revoked", gone.mapped("kind"))
        self.assertFalse(gone.user_id)

    def test_from_the_side_of_the_group(self):
        self.team.user_ids = [Command.link(self.user_plain.id)]
        self.assertIn(("granted", self.team, self.team), self._lines(self.user_plain))
        self.team.user_ids = [Command.unlink(self.user_plain.id)]
        self.assertIn(("revoked", self.team, self.team), self._lines(self.user_plain))

    def test_what_a_group_implies(self):
        group = self.env["res.groups"].create(
            {"name": "Bearers", "user_ids": [Command.link(self.user_plain.id)]}
        )
        self.assertIn(("granted", group, group), self._lines(self.user_plain))
        group.implied_ids = [Command.link(self.team.id)]
        self.assertIn(("granted", self.own, group), self._lines(self.user_plain))
        group.unlink()
        lines = self._logged(self.user_plain).filtered(lambda line: line.kind == "revoked")
        self.assertIn("Bearers", lines.mapped("group_name"))

    def test_archived_and_back(self):
        self.user_plain.active = False
        self.user_plain.active = True
        self.assertEqual(self._logged(self.user_plain).mapped("kind"), ["archived", "unarchived"])

    def test_what_changes_nothing_is_not_logged(self):
        self.user_team.group_ids = [Command.link(self.own.id)]
        self.user_team.name = "Another name"
        self.user_team.active = True
        self.team.implied_ids = [Command.link(self.own.id)]
        self.assertFalse(self._logged())

    def test_one_statement_however_many_users(self):
        def measure(count):
            users = self.env["res.users"].create(
                [{"name": f"U{n}", "login": f"grant_{count}_{n}"} for n in range(count)]
            )
            self.env.flush_all()
            before = self.Grant.search_count([])
            statements = self.cr.sql_log_count
            with self.Grant._watched(users.ids):
                self.env.cr.execute(
                    "INSERT INTO res_groups_users_rel (uid, gid) SELECT unnest(%s), %s",
                    [users.ids, self.team.id],
                )
            statements = self.cr.sql_log_count - statements
            self.assertGreaterEqual(self.Grant.search_count([]) - before, count)
            return statements

        measure(1)
        self.assertEqual(measure(2), measure(20))

    def test_nobody_changes_the_log(self):
        self.user_plain.active = False
        log = self._logged(self.user_plain)
        for act in (lambda: log.write({"reason": "x"}), log.unlink):
            with self.assertRaises(UserError):
                act()
        for user in (self.admin, self.user_manager):
            self.assertTrue(log.with_user(user).read(["kind"]))
            with self.assertRaises(AccessError):
                log.with_user(user).browse().create({"user_name": "x", "kind": "granted"})
        with self.assertRaises(AccessError):
            log.with_user(self.user_all).read(["kind"])
