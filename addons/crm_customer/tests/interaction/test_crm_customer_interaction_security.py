from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged, users
from odoo.tools import mute_logger

from .common import InteractionCommon


@tagged("post_install", "-at_install")
class TestInteractionSecurity(InteractionCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mate = cls._create_user("customer_mate", "crm_customer.group_customer_own")
        cls.team = cls.env["crm.team"].create(
            {
                "name": "North",
                "member_ids": [Command.set((cls.user_team + cls.mate).ids)],
            }
        )
        cls.interaction_own = cls._create_interaction()
        cls.interaction_mate = cls._create_interaction(user_id=cls.mate.id)
        cls.interaction_b = cls._create_interaction(company_id=cls.company_b.id)

    def _as_user(self, interaction):
        return interaction.with_env(self.env)

    def assert_refused(self, act):
        with mute_logger("odoo.addons.base.models.ir_rule"), self.assertRaises(AccessError):
            act()

    @users("customer_own")
    def test_own_reads_all_and_edits_own(self):
        self.assertEqual(
            self.env["crm.customer.interaction"].search([("partner_id", "=", self.customer.id)]),
            self._as_user(self.interaction_mate + self.interaction_own),
        )
        self._as_user(self.interaction_own).name = "Mine"
        mate = self._as_user(self.interaction_mate)
        self.assert_refused(lambda: mate.write({"name": "Not mine"}))

    @users("customer_own")
    def test_own_does_not_record_for_others(self):
        values = {"partner_id": self.customer.id, "kind": "call"}
        self.env["crm.customer.interaction"].create(values)
        self.assert_refused(
            lambda: self.env["crm.customer.interaction"].create(values | {"user_id": self.mate.id})
        )

    @users("customer_own")
    def test_own_does_not_hand_over(self):
        own = self._as_user(self.interaction_own)
        self.assert_refused(lambda: own.write({"user_id": self.mate.id}))

    @users("customer_own", "customer_team", "customer_all")
    def test_only_the_manager_deletes(self):
        own = self._create_interaction(user_id=self.env.uid)
        self.assert_refused(self._as_user(own).unlink)

    @users("customer_manager")
    def test_the_manager_deletes(self):
        self._as_user(self.interaction_mate).unlink()
        self.assertFalse(self.interaction_mate.exists())

    @users("customer_team")
    def test_team_edits_those_of_members(self):
        self._as_user(self.interaction_mate).name = "Of my team"
        own = self._as_user(self.interaction_own)
        self.assert_refused(lambda: own.write({"name": "Of no team"}))

    @users("customer_team")
    def test_team_loses_who_leaves_the_team(self):
        self._as_user(self.interaction_mate).name = "Of my team"
        self.team.crm_team_member_ids.filtered(
            lambda member: member.user_id == self.mate
        ).active = False
        mate = self._as_user(self.interaction_mate)
        self.assert_refused(lambda: mate.write({"name": "Gone"}))

    @users("customer_team")
    def test_the_leader_edits_without_being_a_member(self):
        self.team.crm_team_member_ids.filtered(
            lambda member: member.user_id == self.user_team
        ).unlink()
        self.team.user_id = self.user_team
        self._as_user(self.interaction_mate).name = "Led by me"
        self.assertEqual(self.interaction_mate.name, "Led by me")

    @users("customer_all")
    def test_all_edits_everything_of_the_company(self):
        self._as_user(self.interaction_own + self.interaction_mate).write({"name": "Any"})
        other = self._as_user(self.interaction_b)
        self.assert_refused(lambda: other.read(["name"]))

    @users("customer_manager")
    def test_another_company_stays_hidden_in_groups_too(self):
        groups = self.env["crm.customer.interaction"]._read_group(
            [("partner_id", "=", self.customer.id)], ["company_id"], ["__count"]
        )
        self.assertEqual(groups, [(self.env.company, 2)])

    @users("customer_plain")
    def test_a_user_without_our_groups_reads_nothing_and_sees_the_host(self):
        self.assert_refused(lambda: self._as_user(self.interaction_own).read(["name"]))
        partner = self.customer.with_env(self.env)
        arch = partner.get_view(view_type="form")["arch"]
        self.assertNotIn("crm_interaction", arch)
        self.assertNotIn("action_crm_log_interaction", arch)
        self.assertEqual(partner.web_read({"name": {}})[0]["name"], "Acme Trading")

    @users("customer_own")
    def test_a_step_of_another_company_is_not_completed_by_its_id(self):
        hidden = self.interaction_b.id
        self.assert_refused(
            lambda: self.env["crm.customer.interaction"].create(
                {"partner_id": self.customer.id, "kind": "call", "previous_id": hidden}
            )
        )

    @users("customer_own")
    def test_only_the_manager_changes_outcomes(self):
        outcome = self.no_answer.with_env(self.env)
        self.assert_refused(lambda: outcome.write({"name": "Silence"}))
        outcome.with_user(self.user_manager).name = "Silence"
