from datetime import timedelta

from ..common import MONDAY, SalesCommon


class TestStageLog(SalesCommon):
    def _stays(self, lead):
        """Return [(stage, status, days)] of ``lead`` in their order."""
        stays = lead.crm_stage_log_ids.sorted("id").filtered(lambda stay: not stay.merged_id)
        return [(stay.stage_id, stay.status, stay.days) for stay in stays]

    def test_a_new_one_stands_where_it_was_made(self):
        lead = self._create_lead()
        stay = lead.crm_stage_log_ids
        self.assertEqual((stay.stage_id, stay.status), (self.first, "open"))
        self.assertEqual((stay.date_from, stay.date_to), (MONDAY, False))
        self.assertEqual((stay.owner_id, stay.team_id), (self.seller, self.team))
        self.assertEqual(stay.value_from, 1000)

    def test_a_move_ends_a_stay_and_begins_one(self):
        lead = self._create_lead()
        lead.expected_revenue = 1500
        with self._at(days=7):
            lead.with_user(self.seller).stage_id = self.next
        stays = lead.crm_stage_log_ids.sorted("id")
        self.assertEqual(stays.mapped("stage_id"), self.first + self.next)
        self.assertEqual((stays[0].date_to, stays[0].days), (MONDAY + timedelta(days=7), 7))
        self.assertEqual(stays[0].working_days, 5)
        self.assertEqual((stays[0].value_from, stays[0].value_to), (1000, 1500))
        self.assertEqual((stays[1].value_from, stays[1].user_id), (1500, self.seller))

    def test_many_moved_at_once_have_a_stay_each(self):
        leads = self._create_lead("One") + self._create_lead("Two") + self._create_lead("Three")
        with self._at(days=1):
            leads[2].stage_id = self.next
        with self._at(days=3):
            leads.stage_id = self.next
        for lead in leads[:2]:
            self.assertEqual(self._stays(lead), [(self.first, "open", 3), (self.next, "open", 0)])
        self.assertEqual(self._stays(leads[2]), [(self.first, "open", 1), (self.next, "open", 0)])

    def test_what_lasted_no_time_was_no_stay(self):
        lead = self._create_lead()
        with self._at(days=1):
            lead.stage_id = self.next
            lead.stage_id = self.signed
        self.assertEqual(self._stays(lead), [(self.first, "open", 1), (self.signed, "won", 0)])

    def test_a_lost_one_may_be_won_back(self):
        lead = self._create_lead()
        with self._at(days=2):
            lead.action_set_lost()
        with self._at(days=5):
            lead.action_unarchive()
        with self._at(days=6):
            lead.action_set_won()
        self.assertEqual(
            self._stays(lead),
            [
                (self.first, "open", 2),
                (self.first, "lost", 3),
                (self.first, "open", 1),
                (self.signed, "won", 0),
            ],
        )

    def test_a_lead_that_becomes_an_opportunity_moves(self):
        lead = self._create_lead(type="lead")
        with self._at(days=4):
            lead.convert_opportunity(self.env["res.partner"])
        types = lead.crm_stage_log_ids.sorted("id").mapped("lead_type")
        self.assertEqual(types, ["lead", "opportunity"])

    def test_what_changes_no_place_is_not_noted(self):
        lead = self._create_lead()
        with self._at(days=1):
            lead.write({"name": "Four grippers", "expected_revenue": 5, "probability": 33})
            lead.user_id = self.leader
        self.assertEqual(len(lead.crm_stage_log_ids), 1)

    def test_a_merge_keeps_what_the_merged_one_went_through(self):
        lead, other = self._create_lead(), self._create_lead("The same grippers", days=1)
        with self._at(days=2):
            other.stage_id = self.next
        with self._at(days=4):
            kept = (lead + other).merge_opportunity()
        gone = (lead + other - kept).id
        merged = kept.crm_stage_log_ids.filtered("merged_id")
        self.assertEqual(set(merged.mapped("merged_id")), {gone})
        self.assertTrue(all(merged.mapped("date_to")))
        self.assertEqual(len(kept.crm_stage_log_ids - merged), 2)
        self.assertEqual(kept.crm_stage_log_count, len(kept.crm_stage_log_ids))

    def test_a_deleted_one_leaves_nothing(self):
        lead = self._create_lead()
        stays = lead.crm_stage_log_ids
        lead.unlink()
        self.assertFalse(stays.exists())

    def test_many_take_as_many_queries_as_few(self):
        def count(number):
            leads = self.env["crm.lead"].concat(
                *(self._create_lead(f"Lead {n}") for n in range(number))
            )
            self.env.flush_all()
            with self._at(days=number), self.assertQueryCount(99):
                before = self.env.cr.sql_log_count
                leads.stage_id = self.next
                self.env.flush_all()
                return self.env.cr.sql_log_count - before

        count(2)  # caches
        self.assertLessEqual(count(12) - count(3), 2)
