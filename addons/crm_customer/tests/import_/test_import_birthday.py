from odoo.tests import tagged

from .common import ImportCommon

HEADINGS = ["公司名称", "联系人", "手机", "生日"]
ROWS = [
    ["甲公司", "王强", "13800138000", "1985-03-12"],
    ["", "李娜之", "13900139000", "农历八月十五"],
    ["乙公司", "赵敏", "13700137000", "3月5日"],
]


@tagged("post_install", "-at_install")
class TestImportBirthday(ImportCommon):
    def _file(self, *rows):
        return self._csv(rows or ROWS, HEADINGS)

    def _birthdays(self):
        dates = self.env["crm.care.date"].search([("occasion_id.code", "=", "birthday")])
        names = {"王强", "李娜之", "赵敏"}
        return {
            date.partner_id.name: (date.calendar, date.year, date.month, date.day)
            for date in dates
            if date.partner_id.name in names
        }

    def test_birthdays_of_either_calendar_belong_to_the_person(self):
        job = self._load(self._file())
        self.assertEqual(job.created_count, 5, job.issue_ids.mapped("reason"))
        self.assertEqual(
            self._birthdays(),
            {
                "王强": ("solar", 1985, 3, 12),
                "李娜之": ("lunar", 0, 8, 15),
                "赵敏": ("solar", 0, 3, 5),
            },
        )
        again = self._load(self._file(), policy="update_all")
        self.assertFalse(again.created_count + again.updated_count)

    def test_what_is_no_day_is_reported(self):
        job = self._check(self._file(["丙公司", "钱多", "13600136000", "某天"]))
        self.assertEqual(job.issue_ids.mapped("code"), ["date_invalid"])

    def test_undo_takes_them_back(self):
        self._load(self._file()).action_undo()
        self.assertFalse(self._birthdays())
        self.assertFalse(self._customer("王强"))

    def test_undo_restores_the_birthday_before(self):
        self._load(self._file())
        row = [*ROWS[0][:3], "1986-04-13"]
        job = self._load(self._file(row), policy="update_all")
        self.assertEqual(self._birthdays()["王强"], ("solar", 1986, 4, 13))
        self.assertIn("Birthday: ", str(job.row_ids.mapped("changes_text")))
        job.action_undo()
        self.env.invalidate_all()
        self.assertEqual(self._birthdays()["王强"], ("solar", 1985, 3, 12))
        self.assertFalse(self._load(self._file(row)).updated_count)
