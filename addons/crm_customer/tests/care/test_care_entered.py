from datetime import date

from freezegun import freeze_time

from odoo.tests import tagged

from .common import NOW, CareCommon


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestCareEntered(CareCommon):
    """What is entered by hand stands under the upcoming care at once."""

    def test_a_birthday_is_planned_when_it_is_entered(self):
        self._create_rule()
        self.Date.with_user(self.owner).create({"partner_id": self.wang.id, "text": "3-20"})
        self.assertEqual(self._acts(), [("Wang Wei", date(2026, 3, 20), "planned")])

    def test_a_corrected_birthday_moves_what_is_planned(self):
        self._create_rule()
        birthday = self.Date.create({"partner_id": self.wang.id, "text": "3-20"})
        birthday.text = "3-24"
        self.assertEqual(self._acts(), [("Wang Wei", date(2026, 3, 24), "planned")])

    def test_a_birthday_of_another_season_or_removed_is_no_longer_planned(self):
        self._create_rule()
        birthday = self.Date.create({"partner_id": self.wang.id, "text": "3-20"})
        birthday.text = "9-20"
        self.assertFalse(self._acts())
        birthday.text = "3-20"
        birthday.unlink()
        self.assertFalse(self._acts())

    def test_moved_to_another_contact_it_is_planned_there(self):
        self._create_rule()
        birthday = self.Date.create({"partner_id": self.wang.id, "text": "3-20"})
        birthday.partner_id = self.li
        self.assertEqual(self._acts(), [("Li Na", date(2026, 3, 20), "planned")])

    def test_others_are_left_as_they_are(self):
        self._create_rule()
        self.Date.create({"partner_id": self.li.id, "text": "3-18"})
        other = self._create_contact("Zhao Min", parent_id=self._create_care_customer("Beta").id)
        self.Date.create({"partner_id": other.id, "text": "3-19"})
        self.assertEqual(
            self._acts(),
            [
                ("Li Na", date(2026, 3, 18), "planned"),
                ("Zhao Min", date(2026, 3, 19), "planned"),
            ],
        )

    def test_what_was_done_is_not_done_again(self):
        self._create_rule()
        birthday = self.Date.create({"partner_id": self.wang.id, "text": "3-2"})
        self._run()
        birthday.text = "1985-03-02"
        self.assertEqual(self._acts(), [("Wang Wei", date(2026, 3, 2), "done")])

    def test_a_file_of_birthdays_waits_for_the_daily_run(self):
        self._create_rule()
        contacts = [self._create_contact(f"Contact {number}") for number in range(21)]
        self.Date.create([{"partner_id": contact.id, "text": "3-20"} for contact in contacts])
        self.assertFalse(self._acts())
        self._run()
        self.assertEqual(len(self._acts()), 21)
