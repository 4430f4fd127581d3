from datetime import date

from freezegun import freeze_time
from psycopg2.errors import UniqueViolation

from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import NOW, CareCommon


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestCareDate(CareCommon):
    def test_a_date_is_entered_as_people_write_it(self):
        with Form(self.Date) as form:
            form.partner_id = self.wang
            form.text = "1985年3月12日"
            self.assertEqual(form.text, "1985-03-12")
            self.assertEqual(form.occasion_id, self.birthday)
        birthday = form.record
        self.assertEqual(birthday.next_date, date(2026, 3, 12))
        self.assertEqual(birthday.years, 41)

    def test_a_date_without_a_year_has_no_age(self):
        birthday = self._set_birthday(self.wang, "3-12")
        self.assertEqual((birthday.text, birthday.years), ("03-12", 0))

    def test_a_lunar_date_comes_next_on_its_solar_day(self):
        birthday = self._set_birthday(self.wang, "农历八月十五")
        self.assertEqual(birthday.next_date, date(2026, 9, 25))
        self.assertEqual(birthday.text, "Lunar 08-15")
        self.env["res.lang"]._activate_lang("zh_CN")
        self.assertEqual(birthday.with_context(lang="zh_CN").text, "农历八月十五")

    def test_a_leap_month_is_kept_in_other_years(self):
        birthday = self._set_birthday(self.wang, "2025年闰六月初五")
        self.assertEqual(birthday.next_date, date(2026, 7, 18))
        self.assertEqual((birthday.is_leap, birthday.years), (True, 1))

    def test_what_is_no_date_is_refused_with_an_example(self):
        for text in ("soon", "2-30", "农历八月三十一"):
            with self.assertRaisesRegex(ValidationError, "1985-03-12"):
                self._set_birthday(self.wang, text)
        with self.assertRaisesRegex(ValidationError, "does not exist"):
            self.Date.create(
                {"partner_id": self.wang.id, "month": 2, "day": 31, "calendar": "solar"}
            )

    def test_nobody_is_born_next_year(self):
        with self.assertRaisesRegex(ValidationError, "future"):
            self._set_birthday(self.wang, "2027-03-12")

    def test_merged_acts_are_kept_once_and_done_ones_first(self):
        rule = self._create_rule(self.womens_day)
        self._plan(rule)
        acts = self.env["crm.care.act"].search([("rule_id", "=", rule.id)])
        done = acts.filtered(lambda act: act.partner_id == self.li)
        done.state = "done"
        self.li.email = self.wang.email
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((self.wang + self.li).ids, self.wang)
        self.env.invalidate_all()
        self.assertEqual(self.env["crm.care.act"].search([("rule_id", "=", rule.id)]), done)
        self.assertEqual(done.partner_id, self.wang)

    def test_a_contact_has_one_birthday(self):
        self._set_birthday(self.wang, "3-12")
        with mute_logger("odoo.sql_db"), self.assertRaises(UniqueViolation):
            self.Date.create({"partner_id": self.wang.id, "text": "3-13"})

    def test_festivals_are_nobodys_own(self):
        with self.assertRaises(ValidationError):
            self.Date.create(
                {
                    "partner_id": self.wang.id,
                    "occasion_id": self.womens_day.id,
                    "text": "3-12",
                }
            )

    def test_the_helper_sets_changes_and_removes(self):
        first = self._set_birthday(self.wang + self.li, "1985-03-12")
        self.assertEqual(first.partner_id, self.wang + self.li)
        again = self.wang._crm_set_care_date("birthday", date(1985, 3, 13))
        self.assertEqual((again.text, again <= first), ("1985-03-13", True))
        self.assertFalse(self.wang._crm_set_care_date("birthday", None))
        self.assertFalse(self.wang.crm_care_date_ids)
        with self.assertRaises(ValueError):
            self.wang._crm_set_care_date("womens_day", "3-8")

    def test_setting_the_same_again_writes_nothing(self):
        self._set_birthday(self.wang, "1985-03-12")
        self.env.flush_all()
        with self.assertQueryCount(2):
            self.wang._crm_set_care_date("birthday", "1985-03-12")
            self.env.flush_all()

    def test_many_are_set_with_the_same_number_of_queries(self):
        counts = []
        for size in (2, 10, 100):  # the first fills the caches
            partners = self.env["res.partner"].create(
                [{"name": f"Contact {size} {number}"} for number in range(size)]
            )
            self.env.flush_all()
            start = self.env.cr.sql_log_count
            self.env["res.partner"]._crm_set_care_dates(
                "birthday", dict.fromkeys(partners.ids, "1985-03-12")
            )
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - start)
        self.assertEqual(counts[1], counts[2])

    def test_days_that_passed_move_to_the_next_year(self):
        birthday = self._set_birthday(self.wang, "3-3")
        for day, expected in (("04", "2026-03-03"), ("05", "2027-03-03")):
            with freeze_time(f"2026-03-{day} 02:00:00"):
                self.Date._roll_passed()
            self.assertEqual(str(birthday.next_date), expected)

    def test_occasions_in_use_are_archived_not_deleted(self):
        self._set_birthday(self.wang, "3-3")
        with self.assertRaisesRegex(UserError, "Archive"):
            self.birthday.unlink()
        with self.assertRaisesRegex(ValidationError, "another kind"):
            self.birthday.kind = "festival"

    def test_a_festival_needs_a_day_that_exists(self):
        with self.assertRaises(ValidationError):
            self.womens_day.write({"month": 2, "day": 30})
        self.assertEqual(self.womens_day.next_date, date(2026, 3, 8))

    def test_shipped_festivals_fall_on_the_known_days_of_2026(self):
        for code, expected in (
            ("mid_autumn", date(2026, 9, 25)),
            ("dragon_boat", date(2026, 6, 19)),
            ("double_ninth", date(2026, 10, 18)),
            ("new_years_eve", date(2027, 2, 5)),
            ("spring_festival", date(2027, 2, 6)),
            ("lantern", date(2026, 3, 3)),
        ):
            occasion = self.env.ref(f"crm_customer.crm_care_occasion_{code}")
            self.assertEqual(occasion.next_date, expected, code)

    def test_merged_contacts_keep_one_birthday(self):
        kept = self._set_birthday(self.wang, "3-12")
        self._set_birthday(self.li, "4-12")
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        self.li.email = self.wang.email
        with mute_logger("odoo.sql_db"):
            wizard._merge((self.wang + self.li).ids, self.wang)
        self.env.invalidate_all()
        self.assertEqual(self.wang.crm_care_date_ids, kept)
