from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import NOW, RequestCommon


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestCrmRequestSecurity(RequestCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.request = cls._ask()
        cls.foreigner = cls._create_user(
            "request_foreign",
            "crm_customer.group_customer_manager",
            company_id=cls.company_b.id,
            company_ids=[Command.set(cls.company_b.ids)],
        )

    def _seen(self, user):
        return self.request in self.Request.with_user(user).search([])

    def test_who_asked_who_answers_the_superior_and_levels_all_see_it(self):
        for user in (
            self.user_own,
            self.answerer,
            self.head,
            self.chief,
            self.user_all,
            self.user_manager,
        ):
            self.assertTrue(self._seen(user), user.login)
        for user in (self.stranger, self.user_team, self.foreigner):
            self.assertFalse(self._seen(user), user.login)
            with self.assertRaises(AccessError):
                self.request.with_user(user).read(["question"])
            grouped = self.Request.with_user(user)._read_group(
                [("id", "=", self.request.id)], [], ["__count"]
            )
            self.assertEqual(grouped, [(0,)])

    def test_plain_and_portal_users_see_none(self):
        portal = self._create_user("request_portal", "base.group_portal")
        for user in (self.user_plain, portal):
            with self.assertRaises(AccessError):
                self.Request.with_user(user).search([])
            with self.assertRaises(AccessError):
                self.customer.with_user(user).read(["crm_request_count"])

    def test_a_follower_reads_and_comments_but_changes_nothing(self):
        self.request.sudo().message_subscribe(self.stranger.partner_id.ids)
        self.env.invalidate_all()
        self.assertTrue(self._seen(self.stranger))
        request = self.request.with_user(self.stranger)
        request.message_post(body="I know this machine.")
        with self.assertRaises(AccessError):
            request.priority = "1"
        with self.assertRaises(AccessError):
            request.action_take()

    def test_the_team_level_reads_what_the_team_asks_and_changes_nothing(self):
        self.env["crm.team"].create(
            {
                "name": "Askers",
                "member_ids": [Command.set((self.user_own | self.user_team).ids)],
            }
        )
        self.env.invalidate_all()
        self.assertTrue(self._seen(self.user_team))
        with self.assertRaises(AccessError):
            self.request.with_user(self.user_team).name = "x"
        with self.assertRaises(AccessError):
            self.request.with_user(self.user_team).action_cancel()

    def test_nobody_asks_in_another_s_name(self):
        with self.assertRaises(AccessError):
            self._ask(requester_id=self.user_all.id)
        with self.assertRaises(AccessError):
            self.request.with_user(self.answerer).requester_id = self.answerer
        with self.assertRaises(AccessError):
            self.request.with_user(self.user_own).requester_id = self.head

    def test_nobody_asks_from_what_he_may_not_read(self):
        lead = self.env["crm.lead"].create({"name": "Secret", "partner_id": self.customer.id})
        with self.assertRaises(AccessError):
            self._ask(source_ref=f"crm.lead,{lead.id}")
        with self.assertRaises(AccessError):
            self.request.with_user(self.user_own).source_ref = f"crm.lead,{lead.id}"
        theirs = self._create_customer("Theirs", company_id=self.company_b.id)
        with self.assertRaises(UserError):
            self._ask(source_ref=False, partner_id=theirs.id)

    def test_a_department_of_another_company_is_not_asked(self):
        theirs = self.env["crm.request.department"].create(
            {
                "name": "Technical",
                "company_id": self.company_b.id,
                "user_id": self.foreigner.id,
            }
        )
        with self.assertRaises(AccessError):
            self._ask(department_id=theirs.id)
        with self.assertRaises(AccessError):
            theirs.with_user(self.user_own).read(["name"])

    def test_only_managers_set_up_departments(self):
        for user in (self.user_own, self.user_all):
            with self.assertRaises(AccessError):
                self.department.with_user(user).answer_days = 9
        self.department.with_user(self.user_manager).answer_days = 3
