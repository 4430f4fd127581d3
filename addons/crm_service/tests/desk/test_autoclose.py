from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import DeskCommon


def at(day, hour=2):
    """Return 10:00 in Shanghai on a day of March 2026; the 2nd is a Monday."""
    return f"2026-03-{day:02} {hour:02}:00:00"


@tagged("post_install", "-at_install")
class TestAutoclose(DeskCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["crm.workday"].search([]).unlink()
        cls.company = cls.env.company
        cls.company.resource_calendar_id.tz = "Asia/Shanghai"
        cls.stage_waiting.closes_itself = True
        cls.env["crm.service.team"].search([("id", "!=", cls.team.id)]).warn_days = 0
        cls.team.write({"warn_days": 2, "close_days": 3})
        with freeze_time(at(2)):
            cls.ticket.stage_id = cls.stage_waiting

    def _run(self, moment):
        with freeze_time(moment), self.enter_registry_test_mode():
            self.env.ref("crm_service.ticket_cron_autoclose").method_direct_trigger()
        self.env.invalidate_all()

    def _mails(self, ticket=None):
        messages = (ticket or self.ticket).message_ids
        return messages.filtered(lambda each: each.message_type == "auto_comment")

    def _say(self, moment, author, kind="comment"):
        with freeze_time(moment):
            self.ticket.message_post(
                body="A word",
                author_id=author.id,
                message_type=kind,
                subtype_xmlid="mail.mt_comment",
            )

    def test_by_default_nothing_closes(self):
        self.assertEqual(self._create_team("New", self.agent).warn_days, 0)
        self.team.warn_days = 0
        self._run(at(30))
        self.assertFalse(self.ticket.date_warned)
        self.assertFalse(self.ticket.is_closed)

    def test_it_is_warned_and_closed_once_each(self):
        """Waits since Monday, 2 days: Thursday. Then 3 days, with a week end: Wednesday."""
        self._run(at(4))
        self.assertFalse(self._mails())
        for _again in range(3):
            self._run(at(5))
        self.assertEqual(len(self._mails()), 1)
        self.assertEqual(str(self.ticket.date_warned), at(5))
        self._run(at(10))
        self.assertFalse(self.ticket.is_closed)
        for _again in range(3):
            self._run(at(11))
        self.assertEqual(self.ticket.stage_id, self.stage_solved)
        self.assertEqual(len(self._mails()), 2)

    def test_the_customer_gets_the_mail(self):
        self._run(at(5))
        message = self._mails()
        self.assertIn(self.contact, message.notified_partner_ids)
        self.assertIn(self.ticket.number, message.subject)
        self.assertIn("3 working days", " ".join(message.body.split()).replace("  ", " "))
        self.assertFalse(self.ticket.date_first_response)

    def test_the_mail_is_in_the_language_of_the_customer(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.contact.lang = "zh_CN"
        template = self.env.ref("crm_service.mail_template_ticket_warn")
        template.with_context(lang="zh_CN").body_html = "<p>我们在等您的回复</p>"
        self._run(at(5))
        self.assertIn("我们在等您的回复", self._mails().body)

    def test_holidays_do_not_count(self):
        self.env["crm.workday"].create({"name": "Holiday", "date": "2026-03-04"})
        self._run(at(5))
        self.assertFalse(self._mails())
        self._run(at(6))
        self.assertTrue(self._mails())

    def test_a_word_of_the_customer_stops_it(self):
        self._run(at(5))
        self._say(at(6), self.contact, "email")
        self.assertFalse(self.ticket.date_warned)
        self._run(at(30))
        self.assertFalse(self.ticket.is_closed)
        self.assertEqual(len(self._mails()), 1)

    def test_an_answer_of_ours_lets_it_begin_anew(self):
        self._run(at(5))
        self._say(at(6), self.contact, "email")
        self._say(at(6, 3), self.agent.partner_id)
        with freeze_time(at(6, 3)):
            self.ticket.stage_id = self.stage_waiting
        self._run(at(10))
        self.assertEqual(len(self._mails()), 1)
        self._run(at(11))
        self.assertEqual(len(self._mails()), 2)

    def test_who_leaves_the_stage_is_left_alone(self):
        with freeze_time(at(3)):
            self.ticket.stage_id = self.stage_progress
        self._run(at(30))
        self.assertFalse(self._mails())

    def test_other_waiting_stages_do_not_close(self):
        with freeze_time(at(2)):
            other = self._create_ticket(
                stage_id=self.env.ref("crm_service.crm_service_stage_supplier").id
            )
        self._run(at(30))
        self.assertFalse(other.date_warned)
        self.assertFalse(other.is_closed)

    def test_a_complaint_without_cause_stays_open(self):
        self.ticket.kind = "complaint"
        self._run(at(5))
        self._run(at(20))
        self.assertFalse(self.ticket.is_closed)
        self.assertEqual(len(self._mails()), 1)
        self.assertIn("root cause", self.ticket.message_ids[0].body)
        self._run(at(30))
        self.assertEqual(len(self._mails()), 1)

    def test_nobody_sets_the_marks_by_hand(self):
        for name in ("date_waiting", "date_warned"):
            with self.assertRaises(AccessError):
                self.ticket.with_user(self.agent).write({name: "2020-01-01 00:00:00"})

    def test_what_is_not_due_is_not_even_looked_at(self):
        domain = self.team._get_autoclose()[1][1]
        self.env.flush_all()
        plan = self.env["crm.service.ticket"]._search(domain).select()
        self.env.cr.execute("SET LOCAL enable_seqscan = off")
        self.env.cr.execute("EXPLAIN " + plan.code, plan.params)
        lines = "".join(row[0] for row in self.env.cr.fetchall())
        self.assertIn("waiting_idx", lines)
