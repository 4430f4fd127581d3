from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged, users
from odoo.tools import mute_logger

from .common import PrivacyCommon

LEVELS = ("customer_own", "customer_team", "customer_all", "customer_manager")


@tagged("post_install", "-at_install")
@mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
class TestConsentSecurity(PrivacyCommon):
    def _say_as_user(self, **values):
        return self.env["crm.consent"].create(
            {
                "partner_id": self.wang.id,
                "purpose_id": self.marketing.id,
                "state": "granted",
            }
            | values
        )

    @users(*LEVELS)
    def test_everybody_records_in_the_own_name(self):
        consent = self._say_as_user(user_id=self.user_plain.id, is_blacklisting=True)
        self.assertEqual(consent.user_id, self.env.user)
        self.assertFalse(consent.is_blacklisting)

    @users(*LEVELS)
    def test_nobody_changes_or_deletes(self):
        consent = self._say_as_user()
        for act in (
            lambda: consent.write({"state": "refused"}),
            lambda: consent.write({"date": "2020-01-01"}),
            lambda: consent.with_context(force=True).unlink(),
        ):
            with self.assertRaises(AccessError):
                act()

    @users("customer_own")
    def test_who_hears_a_refusal_blacklists_without_access_to_the_lists(self):
        self._say_as_user(state="withdrawn", channel="email")
        entry = self.env["mail.blacklist"].sudo().search([("email", "=", "wang@acme.example.com")])
        self.assertTrue(entry)
        with self.assertRaises(AccessError):
            self.env["mail.blacklist"].search([])

    @users("customer_plain")
    def test_who_has_no_part_in_it_sees_nothing(self):
        with self.assertRaises(AccessError):
            self.env["crm.consent"].search([])
        with self.assertRaises(AccessError):
            self._say_as_user()

    @users("customer_plain")
    def test_the_answer_is_given_to_whoever_sends(self):
        self._say("granted")
        people = self.people.with_env(self.env)
        allowed = self.env["crm.consent"]._filter_allowed(people, "email", "marketing")
        self.assertEqual(allowed, self.wang)

    @users("customer_manager")
    def test_another_company_stays_out(self):
        foreign = self._say("granted", company_id=self.company_b.id)
        self.assertNotIn(foreign.id, self.env["crm.consent"].search([]).ids)
        with self.assertRaises(AccessError):
            foreign.with_env(self.env).read(["state"])
        with self.assertRaises(AccessError):
            self._say_as_user(company_id=self.company_b.id)

    @users("customer_own")
    def test_nothing_is_recorded_of_whom_one_may_not_see(self):
        stranger = (
            self.env["res.partner"]
            .sudo()
            .create({"name": "Stranger", "company_id": self.company_b.id})
        )
        with self.assertRaises(AccessError):
            self._say_as_user(partner_id=stranger.id)

    def test_the_contact_of_a_company_speaks_to_that_company(self):
        self.wang.company_id = self.company_b
        with self.assertRaises(UserError):
            self._say("granted", company_id=self.env.company.id)
