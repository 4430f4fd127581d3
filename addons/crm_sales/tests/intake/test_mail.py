from odoo.tests import tagged

from .common import IntakeCommon

MAIL = """\
From: Li Wei <{sender}>
To: robots@sales.example.com
Subject: {subject}
Message-Id: <{key}@far.example.com>
Content-Type: text/plain; charset=utf-8
{headers}
{body}
"""


@tagged("post_install", "-at_install")
class TestMail(IntakeCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        domain = cls.env["mail.alias.domain"].create({"name": "sales.example.com"})
        cls.team.write({"alias_name": "robots", "alias_domain_id": domain.id})

    def _receive(self, key, sender="li@far.example.com", subject="Price", headers="", body="Hello"):
        raw = MAIL.format(key=key, sender=sender, subject=subject, headers=headers, body=body)
        self.env["mail.thread"].message_process(False, raw.encode())
        return self.Arrivals.search([], order="id desc", limit=1)

    def test_a_mail_becomes_a_lead_of_the_team(self):
        arrival = self._receive("1")
        self.assertEqual((arrival.channel, arrival.result), ("email", "new"))
        self.assertEqual(arrival.lead_id.team_id, self.team)
        self.assertEqual(arrival.lead_id.email_normalized, "li@far.example.com")
        self.assertIn("Hello", arrival.lead_id.message_ids[0].body)

    def test_a_second_mail_goes_to_the_open_lead(self):
        lead = self._receive("1").lead_id
        again = self._receive("2", subject="More", body="And a second pump")
        self.assertEqual((again.result, again.lead_id), ("joined", lead))
        self.assertIn("And a second pump", lead.message_ids[0].body)

    def test_a_customer_is_attached(self):
        zoe = self.env["res.partner"].create({"name": "Zoe", "email": "zoe@known.example.com"})
        arrival = self._receive("1", sender="zoe@known.example.com")
        self.assertEqual((arrival.result, arrival.lead_id.partner_id), ("customer", zoe))

    def test_programs_make_no_leads(self):
        before = self.Leads.search_count([])
        arrival = self._receive("1", headers="Auto-Submitted: auto-replied\n")
        self.assertEqual((arrival.result, arrival.reason), ("ignored", "Automatic reply"))
        self.assertEqual(self.Leads.search_count([]), before)

    def test_an_answer_on_a_lead_is_no_enquiry(self):
        lead = self._receive("1").lead_id
        count = self.Arrivals.search_count([])
        self._receive("2", headers="In-Reply-To: <1@far.example.com>\n")
        self.assertEqual(self.Arrivals.search_count([]), count)
        self.assertIn("Hello", lead.message_ids[0].body)

    def test_the_same_mail_twice_is_one(self):
        self._receive("1")
        count = self.Leads.search_count([]), self.Arrivals.search_count([])
        self._receive("1")
        self.assertEqual((self.Leads.search_count([]), self.Arrivals.search_count([])), count)
