"""Installing changes no present user's access: our records on host models bind suite roles.

``tests/install`` compares the host's own access records before and after; here is what a
look at ours can tell.
"""

from odoo.tests import TransactionCase, new_test_user, tagged
from odoo.tools.safe_eval import safe_eval

from .checker import suite_models, suite_modules

HOST_GROUPS = (
    "base.group_user",
    "base.group_portal",
    "base.group_public",
    "base.group_partner_manager",
    "sales_team.group_sale_manager",
    "base.group_system",
)


# records of ours in tables of the host, known by a field of ours: here a rule for everybody may
# say whose they are
OURS = {"mail.canned.response": "crm_team_ids", "rating.rating": "crm_ticket_id"}


class EarlyUser:
    """Somebody while the host loads its first modules: our code is not there, our rules are."""

    env = ()


@tagged("post_install", "-at_install")
class TestHostAccess(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.modules = suite_modules(cls.env)
        cls.models = set(suite_models(cls.env))

    def _ours(self, model):
        data = self.env["ir.model.data"].search(
            [("module", "in", list(self.modules)), ("model", "=", model)]
        )
        return self.env[model].browse(data.mapped("res_id"))

    def _suite_groups(self):
        return self._ours("res.groups")

    def test_no_host_group_implies_a_suite_group(self):
        for name in HOST_GROUPS:
            group = self.env.ref(name)
            self.assertFalse(group.all_implied_ids & self._suite_groups(), name)

    def test_access_lines_on_host_models_belong_to_suite_groups(self):
        lines = self._ours("ir.model.access").filtered(
            lambda line: line.model_id.model not in self.models
        )
        self.assertFalse(lines.filtered(lambda line: line.group_id not in self._suite_groups()))

    def test_rules_on_host_models_belong_to_suite_groups(self):
        rules = self._ours("ir.rule").filtered(lambda rule: rule.model_id.model not in self.models)
        self.assertLessEqual(rules.groups, self._suite_groups())

    def test_rules_for_everybody_say_nothing_to_whom_no_role_binds(self):
        rules = self._rules_for_everybody()
        for name in HOST_GROUPS:
            user = new_test_user(self.env, f"unbound_{name}", groups=name)
            context = rules.with_user(user).sudo()._eval_context()
            for rule in rules:
                with self.subTest(rule=rule.name, group=name):
                    domain = safe_eval(rule.domain_force, context)
                    self.assertIn(self._first_of(domain), self._all_of_the_host(rule))

    def _rules_for_everybody(self):
        rules = self._ours("ir.rule").filtered(
            lambda rule: not rule.groups and rule.model_id.model not in self.models
        )
        self.assertTrue(rules)
        return rules

    def test_rules_for_everybody_wait_for_their_code(self):
        for rule in self._rules_for_everybody():
            with self.subTest(rule.name):
                self.assertEqual(safe_eval(rule.domain_force, {"user": EarlyUser()}), [])

    def _first_of(self, domain):
        """Return the first alternative, the others aside."""
        return next(part for part in domain if part != "|")

    def _all_of_the_host(self, rule):
        """Return the conditions that every record of the host meets: what is not ours."""
        field = OURS.get(rule.model_id.model)
        return [(1, "=", 1), (field, "=", False)] if field else [(1, "=", 1)]
