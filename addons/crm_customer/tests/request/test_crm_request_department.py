from psycopg2 import IntegrityError

from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import RequestCommon


@tagged("post_install", "-at_install")
class TestCrmRequestDepartment(RequestCommon):
    def test_only_who_works_with_customers_answers(self):
        for values in (
            {"user_id": self.user_plain.id},
            {"member_ids": [(4, self.user_plain.id)]},
            {"escalation_user_id": self.user_plain.id},
        ):
            with self.assertRaisesRegex(ValidationError, "access level"):
                self.department.write(values)

    @mute_logger("odoo.sql_db")
    def test_names_and_days(self):
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self.department.copy({"name": "Technical"})
            self.env.flush_all()
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self.department.answer_days = -1
            self.env.flush_all()
        self.department.active = False
        self.env.flush_all()
        self.department.copy({"name": "Technical", "active": True})
        self.env.flush_all()

    def test_open_and_overdue_questions_are_counted(self):
        self._ask()
        late = self._ask()
        self._answer(self._ask())
        self.env.invalidate_all()
        self.assertEqual(self.department.open_count, 2)
        late.flush_recordset()
        self.env.cr.execute(
            "UPDATE crm_request SET date_due = '2020-01-02' WHERE id = %s", [late.id]
        )
        self.env.invalidate_all()
        self.assertEqual(self.department.overdue_count, 1)

    def test_counting_takes_a_constant_number_of_queries(self):
        departments = self.department
        for number in range(9):
            departments |= self.department.copy({"name": f"Technical {number}"})
        counts = []
        for some in (departments[:1], departments):
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            some.mapped("overdue_count")
            counts.append(self.env.cr.sql_log_count - start)
        self.assertEqual(counts[0], counts[1])
