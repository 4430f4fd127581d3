from odoo.tests import tagged

from .common import START, JourneyCommon


@tagged("post_install", "-at_install")
class TestSend(JourneyCommon):
    def _go(self, partner, steps=("mail",), **values):
        journey = self._create_journey(list(steps), **values)
        self._start(journey)
        self._run()
        return self._get_run(partner, journey)

    # consent
    def test_without_consent_one_leaves_and_gets_nothing(self):
        partner = self._create_member()
        run = self._go(partner, purpose_id=self.purpose.id)
        self.assertEqual((run.state, run.reason), ("left", "consent"))
        self.assertFalse(self._mails(partner))

    def test_with_consent_one_is_written_to(self):
        partner = self._create_member()
        self._consent(partner)
        run = self._go(partner, purpose_id=self.purpose.id)
        self.assertEqual(run.state, "done")
        self.assertEqual(len(self._mails(partner)), 1)

    def test_consent_is_asked_at_the_moment_of_sending(self):
        partner = self._create_member()
        self._consent(partner)
        run = self._go(partner, [("wait", {"wait_count": 2}), "mail"], purpose_id=self.purpose.id)
        self.assertEqual(run.state, "waiting")
        with self._later(days=1):
            self._consent(partner, "withdrawn")
        self._run(days=3)
        self.assertEqual(run.reason, "consent")
        self.assertFalse(self._mails(partner))

    def test_a_lead_that_is_no_contact_needs_a_consent_of_its_own(self):
        template = self.env["mail.template"].create(
            {
                "name": "Lead",
                "model_id": self.env["ir.model"]._get_id("crm.lead"),
                "subject": "Hello",
                "body_html": "<p>Hello</p>",
                "use_default_to": True,
            }
        )
        journey = self._create_journey(
            [("mail", {"template_id": template.id})],
            entry="lead_created",
            segment_id=False,
            purpose_id=self.purpose.id,
        )
        self._start(journey)
        with self._later():
            silent = self._create_lead("Silent", email_from="silent@example.com")
            said = self._create_lead("Said", email_from="said@example.com")
            self.env["crm.sales.lead.arrival"].create(
                {
                    "date": START,
                    "channel": "form",
                    "result": "new",
                    "lead_id": said.id,
                    "is_consent": True,
                    "consent_purpose_id": self.purpose.id,
                    "company_id": self.company.id,
                }
            )
        self._run()
        mails = self.env["mail.mail"].search([("model", "=", "crm.lead")])
        self.assertEqual(mails.filtered(lambda m: m.res_id in (silent | said).ids).mapped("res_id"),
                         said.ids)  # fmt: skip
        reasons = {run.lead_id: run.reason for run in journey.run_ids}
        self.assertEqual(reasons, {silent: "consent", said: False})

    # the mail
    def test_the_mail_counts_in_the_statistics_of_the_host(self):
        partner = self._create_member()
        run = self._go(partner)
        mail = self._mails(partner)
        self.assertEqual(mail.mailing_id, run.event_ids.step_id.mailing_id)
        self.assertEqual(mail.mailing_trace_ids, run.event_ids.trace_id)
        self.assertEqual(mail.mailing_trace_ids.message_id, mail.message_id)

    def test_links_are_followed_and_the_way_out_is_in_the_mail(self):
        partner = self._create_member()
        self._consent(partner)
        self._go(partner, purpose_id=self.purpose.id)
        mail = self._mails(partner)
        self.assertIn("/r/", mail.body_html)
        outgoing = mail._prepare_outgoing_list()[0]
        self.assertIn(f"/mailing/{mail.mailing_id.id}/confirm_unsubscribe", outgoing["body"])
        self.assertIn("List-Unsubscribe", outgoing["headers"])

    def test_the_mail_is_in_the_language_of_who_gets_it(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.template.with_context(lang="zh_CN").subject = "您好 {{ object.name }}"
        partner = self._create_member(lang="zh_CN")
        self._go(partner)
        self.assertEqual(self._mails(partner).subject, "您好 Blue Sea")

    def test_without_an_address_the_step_is_skipped(self):
        partner = self._create_member(email=False)
        run = self._go(partner, ["mail", "tag"])
        self.assertEqual(run.state, "done")
        skipped = run.event_ids.filtered(lambda event: event.kind == "skipped")
        self.assertEqual(skipped.detail, "No e-mail address.")
        self.assertIn(self.tag, partner.category_id)

    def test_a_template_that_fails_for_one_stops_no_other(self):
        good, bad = self._create_member("Good"), self._create_member("Bad", ref="bad")
        self.template.body_html = "<p><t t-out=\"1 / (0 if object.ref == 'bad' else 1)\"/></p>"
        self._go(good)
        self.assertEqual(len(self._mails(good)), 1)
        self.assertFalse(self._mails(bad))
        run = self._get_run(bad)
        self.assertIn("The template failed.", run.event_ids.mapped("detail"))

    # when
    def test_mails_wait_for_the_working_hours(self):
        partner = self._create_member()
        journey = self._create_journey(
            [("wait", {"wait_unit": "hour", "wait_count": 10}), "mail"], is_working_hours=True
        )
        self._start(journey)
        self._run()
        # ten o'clock and ten hours are eight in the evening
        self._run(hours=11)
        run = self._get_run(partner)
        self.assertFalse(self._mails(partner))
        self.assertEqual(run.step_id.kind, "mail")
        # eight o'clock on Tuesday in Shanghai
        self.assertEqual(str(run.date_due), "2026-03-03 00:00:00")
        self._run(hours=22)
        self.assertEqual(len(self._mails(partner)), 1)

    def test_mails_wait_over_public_holidays(self):
        partner = self._create_member()
        self.env["crm.workday"].create(
            {"name": "Off", "date": "2026-03-02", "company_id": self.company.id}
        )
        run = self._go(partner, is_working_hours=True)
        self.assertEqual(str(run.date_due), "2026-03-03 00:00:00")

    # how many
    def test_no_more_than_the_cap_over_all_journeys(self):
        self.company.write({"crm_journey_cap": 2, "crm_journey_cap_days": 7})
        partner = self._create_member()
        journeys = [self._create_journey(["mail"]) for _journey in range(3)]
        for journey in journeys:
            self._start(journey)
        self._run()
        self.assertEqual(len(self._mails(partner)), 2)
        late = self.env["crm.sales.journey.run"].search(
            [("partner_id", "=", partner.id), ("state", "=", "waiting")]
        )
        self.assertEqual((late.date_due - START).days, 7)
        self._run(days=6)
        self.assertEqual(len(self._mails(partner)), 2)
        self._run(days=7, hours=1)
        self.assertEqual(len(self._mails(partner)), 3)

    # how fast
    def _count(self, members):
        for number in range(members):
            self._create_member(f"Count {members} {number}")
        journey = self._create_journey(["mail", "activity", "tag", ("branch", {}), "end"])
        self._start(journey)
        run = self.env["crm.sales.journey.run"]
        with self._later():
            journey._enter([{"partner_id": i} for i in journey._get_members(0)])
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.cr.sql_log_count
            runs = run.search([("journey_id", "=", journey.id)])
            runs._advance()
            self.env.flush_all()
            count = self.cr.sql_log_count - start
        self.assertEqual(set(runs.mapped("state")), {"done"})
        journey.action_end()
        self.env["crm.customer.segment.member"].search(
            [("segment_id", "=", self.segment.id)]
        ).unlink()
        return count

    def test_ten_and_fifty_participants_take_as_many_queries(self):
        self._count(2)
        few = self._count(10)
        # the host renders and queues fifty e-mails at a time
        self.assertEqual(self._count(50), few)
