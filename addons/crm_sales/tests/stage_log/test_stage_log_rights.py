from odoo.exceptions import AccessError

from ..common import SalesCommon


class TestStageLogRights(SalesCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mate = cls._create_user(
            "sales_mate", "crm_sales.group_sales_own", "sales_team.group_sale_salesman"
        )
        cls.team.member_ids += cls.mate

    def _seen(self, user, leads):
        found = (
            self.env["crm.sales.stage.log"].with_user(user).search([("lead_id", "in", leads.ids)])
        )
        return found.sudo().lead_id.sorted("id")

    def test_each_level_sees_what_it_reaches(self):
        own = self._create_lead("Own", user_id=self.seller.id)
        mates = self._create_lead("Of a mate", user_id=self.mate.id)
        nobodys = self._create_lead("Nobody's", user_id=False)
        foreign = self._create_lead("Foreign", user_id=self.head.id, team_id=False, stage_id=False)
        leads = own + mates + nobodys + foreign
        self.assertEqual(self._seen(self.seller, leads), own + nobodys)
        self.assertEqual(self._seen(self.leader, leads), own + mates + nobodys)
        self.assertEqual(self._seen(self.head, leads), leads)

    def test_nobody_writes_it(self):
        stay = self._create_lead().crm_stage_log_ids
        for user in (self.seller, self.sales_manager):
            with self.assertRaises(AccessError):
                stay.with_user(user).write({"days": 1})
            with self.assertRaises(AccessError):
                stay.with_user(user).unlink()

    def test_another_company_sees_none(self):
        lead = self._create_lead(company_id=self.env.company.id)
        stranger = self._create_user(
            "sales_stranger",
            "crm_sales.group_sales_all,sales_team.group_sale_salesman",
            company_id=self.company_b.id,
            company_ids=[(6, 0, self.company_b.ids)],
        )
        self.assertFalse(self._seen(stranger, lead))
