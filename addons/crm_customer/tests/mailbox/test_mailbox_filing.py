from datetime import datetime

from odoo.tests import tagged

from .common import MAIL, MailboxCommon


@tagged("post_install", "-at_install")
class TestMailboxFiling(MailboxCommon):
    def test_a_mail_is_filed_under_its_recipient(self):
        mail = self._send()
        self.assertEqual((mail.state, mail.user_id), ("filed", self.seller))
        interaction = mail.interaction_ids
        self.assertEqual(interaction.partner_id, self.customer)
        self.assertEqual(interaction.contact_ids, self.wang)
        self.assertEqual((interaction.kind, interaction.direction), ("email", "out"))
        self.assertEqual(interaction.date, datetime(2026, 3, 2, 1, 0))
        self.assertEqual(interaction.name, "Ten pumps")
        self.assertEqual(interaction.user_id, self.seller)
        self.assertIn("the price is 100", interaction.note)
        message = interaction.mail_message_id
        self.assertEqual((message.model, message.res_id), (interaction._name, interaction.id))
        self.assertEqual(message.author_id, self.seller.partner_id)
        self.assertIn("the price is 100", message.body)
        self.assertFalse(mail.source)

    def test_the_address_is_found_in_every_header_that_a_server_writes(self):
        for number, header in enumerate(
            ("X-Original-To", "Envelope-To", "Bcc", "Cc", "Resent-To", "X-Envelope-To")
        ):
            raw = self._make(
                f"{header}: {self.address.upper()}\n",
                Message_Id=f"<{number}@company.example>",
                Delivered_To="",
            )
            self.assertEqual(self._send(raw).state, "filed", header)
        received = f"Received: from a by b for <{self.address}>; Mon, 2 Mar 2026 09:00:00 +0800\n"
        self.assertTrue(self._send(self._make(received, Delivered_To="")))

    def test_the_address_is_good_at_every_alias_domain(self):
        name = self.seller.crm_filing_name
        self.env["mail.alias.domain"].create({"name": "Second.example"})
        self.assertEqual(self._send(address=f"{name}@second.example").state, "filed")

    def test_nobody_is_told(self):
        self.customer.message_subscribe(self.user_all.partner_id.ids)
        notifications = self.env["mail.notification"].search_count([])
        mails = self.env["mail.mail"].search_count([])
        interaction = self._send().interaction_ids
        self.assertEqual(self.env["mail.notification"].search_count([]), notifications)
        self.assertEqual(self.env["mail.mail"].search_count([]), mails)
        self.assertFalse(interaction.message_follower_ids)
        self.assertEqual(self.env["mail.mail"].search_count([]), mails)

    def test_the_timeline_shows_it_once_and_it_counts_as_contact(self):
        mail = self._send()
        timeline = self.env["crm.timeline"].with_user(self.seller)
        entries = timeline.get_page(self.customer.id)["entries"]
        self.assertEqual(
            [entry["key"] for entry in entries], [f"interaction-{mail.interaction_ids.id}"]
        )
        self.env["crm.customer.profile"]._refresh(self.customer.ids)
        profile = self.env["crm.customer.profile"].search(
            [("partner_id", "=", self.customer.id), ("company_id", "=", self.env.company.id)]
        )
        self.assertEqual(str(profile.last_contact_date), "2026-03-02")
        self.assertEqual(profile.interaction_count, 1)

    def test_the_same_mail_twice_is_filed_once(self):
        self._send()
        self.assertFalse(self._send())
        raw = self._make(Message_Id="").replace("Hello", "Without an id")
        self.assertTrue(self._send(raw))
        self.assertFalse(self._send(raw))

    def test_several_contacts_of_a_customer_are_one_interaction(self):
        li = self.env["res.partner"].create(
            {"name": "Li", "parent_id": self.customer.id, "email": "li@acme.example"}
        )
        mail = self._send(self._make("Cc: li@acme.example, colleague@nowhere.example\n"))
        self.assertEqual(mail.interaction_ids.contact_ids, self.wang | li)
        self.assertEqual(mail.state, "filed")
        waiting = mail.address_ids.filtered(lambda address: address.state == "open")
        self.assertEqual(waiting.email, "colleague@nowhere.example")

    def test_two_customers_have_an_interaction_each(self):
        other = self._create_customer("Other", email="office@other.example")
        mail = self._send(self._make("Cc: office@other.example\n"))
        self.assertEqual(mail.interaction_ids.partner_id, self.customer | other)

    def test_colleagues_and_our_own_addresses_are_nobody(self):
        self.user_all.email = "all@company.example"
        mail = self._send(self._make("Cc: all@company.example, catchall@odoo.example\n"))
        self.assertEqual(mail.address_ids.mapped("email"), ["wang@acme.example"])

    def test_an_answer_stays_in_its_conversation(self):
        lead = self.env["crm.lead"].create(
            {"name": "Pumps", "partner_id": self.customer.id, "user_id": self.seller.id}
        )
        first = self._send()
        first.interaction_ids.lead_id = lead
        answer = self._send(
            self._make("In-Reply-To: <one@company.example>\n", Subject="Re: Ten pumps")
        )
        self.assertEqual(answer.thread_key, first.thread_key)
        self.assertEqual(answer.interaction_ids.lead_id, lead)
        action = answer.interaction_ids.action_open_conversation()
        interactions = self.env["crm.customer.interaction"].search(action["domain"])
        self.assertEqual(interactions, (first | answer).interaction_ids)

    def test_an_answer_to_the_hosts_mail_keeps_the_opportunity(self):
        lead = self.env["crm.lead"].create(
            {"name": "Pumps", "partner_id": self.wang.id, "user_id": self.seller.id}
        )
        message = lead.message_post(body="The offer", message_type="comment")
        mail = self._send(self._make(f"References: {message.message_id}\n"))
        self.assertEqual(mail.interaction_ids.lead_id, lead)

    def test_a_mail_that_the_host_has_too_is_shown_once(self):
        host = self.env["mail.message"].create(
            {
                "model": "res.partner",
                "res_id": self.wang.id,
                "message_type": "email",
                "message_id": "<one@company.example>",
                "subtype_id": self.env.ref("mail.mt_comment").id,
                "body": "The price is 100",
            }
        )
        interaction = self._send().interaction_ids
        self.assertEqual(interaction.mail_message_id, host)

    def test_the_host_goes_on_with_what_is_for_its_aliases(self):
        self.env["mail.alias"].create(
            {
                "alias_name": "crm-pumps",
                "alias_domain_id": self.domain.id,
                "alias_model_id": self.env["ir.model"]._get_id("crm.lead"),
            }
        )
        mail = self._send(self._make("Cc: crm-pumps@odoo.example\n", Subject="For both"))
        self.assertEqual(mail.state, "filed")
        lead = self.env["crm.lead"].search([("name", "=", "For both")])
        self.assertEqual(len(lead), 1)
        # the copy delivered to the other alias is the host's duplicate, not ours
        self._send(
            self._make("Cc: crm-pumps@odoo.example\n", Delivered_To="crm-pumps@odoo.example")
        )
        self.assertEqual(self.env["crm.lead"].search([("name", "=", "For both")]), lead)

    def test_a_forward_is_filed_under_who_wrote_it(self):
        body = (
            "FYI\n\n---------- Forwarded message ---------\n"
            "From: Wang Fang <wang@acme.example>\nDate: 2026-02-27 10:30\n"
            "Subject: Question\nTo: Seller <seller@company.example>\n\nHow much is it?\n"
        )
        mail = self._send(self._make(body=body, To=self.address, Subject="Fwd: Question"))
        interaction = mail.interaction_ids
        self.assertEqual((interaction.direction, interaction.name), ("in", "Question"))
        self.assertEqual(interaction.date, datetime(2026, 2, 27, 2, 30))
        self.assertEqual(interaction.mail_message_id.author_id, self.wang)
        self.assertIn("How much is it?", interaction.note)
        self.assertNotIn("FYI", interaction.note)

    def test_a_forwarded_own_mail_is_filed_under_its_recipient(self):
        body = (
            "-----Original Message-----\nVon: Seller <seller@company.example>\n"
            "Gesendet: Montag, 2. März 2026 09:00\nAn: wang@acme.example\nBetreff: Preis\n\n100\n"
        )
        interaction = self._send(self._make(body=body, To=self.address)).interaction_ids
        self.assertEqual((interaction.direction, interaction.contact_ids), ("out", self.wang))

    def test_a_mail_forwarded_as_attachment_is_the_one_that_is_filed(self):
        inner = (
            "From: wang@acme.example\nTo: seller@company.example\nSubject: Inside\n"
            "Message-Id: <inside@acme.example>\nDate: Fri, 27 Feb 2026 10:30:00 +0800\n\nHi\n"
        )
        head = 'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"\n'
        body = f"--b\nContent-Type: message/rfc822\n\n{inner}\n--b--\n"
        mail = self._send(self._make(head, body, To=self.address))
        self.assertEqual(mail.message_key, "<inside@acme.example>")
        self.assertEqual(mail.interaction_ids.name, "Inside")
        self.assertEqual(mail.interaction_ids.direction, "in")

    def test_attachments_and_pictures_are_kept(self):
        head = 'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n'
        body = (
            '--b\nContent-Type: text/html\n\n<p>See <img src="cid:pic1"></p>\n'
            "--b\nContent-Type: image/png; name=p.png\nContent-Id: <pic1>\n"
            "Content-Transfer-Encoding: base64\n\n"
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5"
            "ErkJggg==\n"
            "--b\nContent-Type: application/pdf\nContent-Transfer-Encoding: base64\n"
            'Content-Disposition: attachment; filename="=?gb2312?B?sai828Wn?=.pdf"\n\nJVBERi0=\n'
            "--b--\n"
        )
        message = self._send(self._make(head, body)).interaction_ids.mail_message_id
        names = message.attachment_ids.mapped("name")
        self.assertEqual(len(names), 2)
        self.assertTrue(any(name.endswith(".pdf") for name in names))
        self.assertIn("/web/image/", message.body)
        self.assertEqual(set(message.attachment_ids.mapped("res_model")), {message.model})

    def test_quoted_history_is_folded(self):
        body = "Fine.\n\n> Dear Ms Wang,\n> the price is 100.\n"
        message = self._send(self._make(body=body)).interaction_ids.mail_message_id
        self.assertIn("data-o-mail-quote", message.body)
        self.assertNotIn("the price is 100", message.record_name or "")

    def test_a_person_with_the_customers_address_is_found_by_a_learned_one(self):
        self.env["crm.customer.email"].create(
            {"partner_id": self.wang.id, "email": "Fang@Private.example"}
        )
        mail = self._send(self._make(To="fang@private.example"))
        self.assertEqual(mail.interaction_ids.contact_ids, self.wang)

    def test_erasure_and_the_report_reach_filed_mails(self):
        mail = self._send()
        self.env["crm.customer.email"].create(
            {"partner_id": self.wang.id, "email": "fang@private.example"}
        )
        held = [tuple(holding)[1] for holding in self.wang.sudo()._crm_personal_data()]
        for records in (mail, mail.interaction_ids.mail_message_id, self.wang.crm_email_ids):
            self.assertTrue(
                any(found._name == records._name and records <= found for found in held)
            )

    def test_long_lines_wrap(self):
        message = self._send(self._make(body="x" * 500)).interaction_ids.mail_message_id
        self.assertIn("pre-wrap", message.body)

    def test_the_date_of_a_mail_is_not_in_the_future(self):
        mail = self._send(MAIL.replace("2026", "2199"))
        self.assertLess(mail.date.year, 2199)
