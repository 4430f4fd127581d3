from datetime import timedelta

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common import MONDAY
from .common import START, PipelineCommon


@tagged("post_install", "-at_install")
class TestPush(PipelineCommon):
    def _close(self, lead, days, at=1, user=None):
        """Let ``lead`` be expected to close ``days`` after the Monday, None: on no day."""
        day = START + timedelta(days=days) if days is not None else False
        with self._at(at):
            lead.with_user(user or self.seller).date_deadline = day

    def _told(self, lead):
        pushes = lead.crm_push_ids.sorted("id")
        return [(push.kind, push.days, push.months) for push in pushes]

    def test_every_change_is_noted(self):
        lead = self._create_lead()
        for days in (10, 40, 35, None, 50):
            self._close(lead, days)
        self.assertEqual(
            self._told(lead),
            [
                ("set", 0, 0),
                ("pushed", 30, 1),  # 12 March to 11 April
                ("pulled", -5, 0),  # to 6 April
                ("cleared", 0, 0),
                ("set", 0, 0),
            ],
        )
        self.assertEqual(lead.crm_push_count, 1)

    def test_it_says_who_when_and_how_much(self):
        lead = self._create_lead(date_deadline=START)
        self._close(lead, 9, at=4, user=self.env.user)
        push = lead.crm_push_ids
        self.assertEqual((push.user_id, push.owner_id), (self.env.user, self.seller))
        self.assertEqual((push.date, push.value), (MONDAY + timedelta(days=4), 1000))
        self.assertEqual((push.closing_before, push.closing_after), (START, START + timedelta(9)))
        self.assertEqual((push.stage_id, push.team_id), (self.first, self.team))

    def test_the_same_day_again_is_no_change(self):
        lead = self._create_lead(date_deadline=START)
        self._close(lead, 0)
        self.assertFalse(lead.crm_push_ids)

    def test_each_push_counts(self):
        lead, other = self._create_lead(date_deadline=START), self._create_lead("Other")
        for days in (1, 40, 80):
            self._close(lead, days)
        self._close(lead + other, 90)
        self.assertEqual((lead + other).mapped("crm_push_count"), [4, 0])
        often = self.env["crm.lead"].search(
            [("crm_push_count", ">=", 2), ("id", "in", (lead + other).ids)]
        )
        self.assertEqual(often, lead)

    def test_somebody_without_figures_pushes_as_before(self):
        lead = self._create_lead(date_deadline=START)
        clerk = self._create_user("sales_clerk", "sales_team.group_sale_salesman_all_leads")
        self._close(lead, 5, user=clerk)
        self.assertEqual(lead.crm_push_count, 1)
        with self.assertRaises(AccessError):
            lead.with_user(clerk).read(["crm_push_count"])

    def test_a_copy_was_never_pushed(self):
        lead = self._create_lead(date_deadline=START)
        self._close(lead, 5)
        self.assertFalse(lead.copy().crm_push_count)

    def test_a_merge_keeps_what_was_pushed(self):
        lead = self._create_lead(stage_id=self.next.id)
        other = self._create_lead("The same", date_deadline=START)
        self._close(other, 5)
        gone = other.id
        with self._at(6):
            (lead + other).merge_opportunity()
        merged = lead.crm_push_ids.filtered("merged_id")
        self.assertEqual((merged.kind, merged.merged_id), ("pushed", gone))

    def test_each_level_sees_what_it_reaches(self):
        own = self._create_lead("Own", date_deadline=START)
        foreign = self._create_lead(
            "Foreign", user_id=self.head.id, team_id=False, stage_id=False, date_deadline=START
        )
        self._close(own + foreign, 3, user=self.env.user)
        pushes = self.env["crm.sales.pipeline.push"].search(
            [("lead_id", "in", (own + foreign).ids)]
        )
        for user, leads in ((self.seller, own), (self.leader, own), (self.head, own + foreign)):
            found = pushes.with_user(user).search([("id", "in", pushes.ids)])
            self.assertEqual(found.sudo().lead_id.sorted("id"), leads)
        with self.assertRaises(AccessError):
            pushes.with_user(self.sales_manager).unlink()

    def test_many_take_as_many_queries_as_few(self):
        def count(number):
            leads = self.env["crm.lead"].concat(
                *(self._create_lead(f"{n}", date_deadline=START) for n in range(number))
            )
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            leads.date_deadline = START + timedelta(days=9)
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        count(2)
        self.assertEqual(count(10), count(100))
