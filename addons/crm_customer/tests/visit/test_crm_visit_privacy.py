from freezegun import freeze_time

from odoo.tests import tagged

from .common import NEAR, NOW, VisitCommon


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestCrmVisitPrivacy(VisitCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.person = cls._create_customer("Li Na", is_company=False, crm_code="V-P")

    def _held(self, partner):
        return {title: records for title, records, *_more in partner.sudo()._crm_data_visits()}

    def test_visits_of_and_with_a_person_are_held(self):
        own = self._create_visit(partner_id=self.person.id)
        with_wang = self._create_visit(contact_ids=self.wang.ids)
        self.assertEqual(self._held(self.person)["Visits"], own)
        self.assertEqual(self._held(self.wang)["Visits"], with_wang)

    def test_positions_of_an_employee_and_at_a_person_s_home_are_held(self):
        visit = self._create_visit(partner_id=self.person.id)
        self.mine.check_in(visit_id=visit.id, position=NEAR)
        for partner in (self.person, self.user_own.partner_id):
            self.assertEqual(self._held(partner)["Positions of Check-Ins"], visit.position_ids)

    def test_erasing_takes_the_words_and_the_meeting(self):
        planned = self._create_visit(partner_id=self.person.id, name="About her debts")
        event = planned.event_id
        planned.sudo()._crm_erase_records("Erased 1")
        self.assertFalse(event.exists())
        self.assertFalse(planned.event_id)
        self.assertFalse(planned.name)
        self.assertEqual(planned.state, "cancelled")

    def test_the_company_s_meeting_stays_without_the_words(self):
        visit = self._create_visit(contact_ids=self.wang.ids, name="Wang is ill")
        visit.sudo()._crm_erase_records("Erased 1")
        self.assertEqual(visit.event_id.name, "Visit: Acme Trading")
        self.assertEqual(visit.state, "planned")
