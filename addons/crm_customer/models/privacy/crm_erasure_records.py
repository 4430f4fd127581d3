import secrets

from odoo import models
from odoo.tools import SQL

SOLE_TEXTS = ("name", "note", "phone", "next_step", "thread_key")


class CrmErasure(models.Model):
    """How the records of each kind lose the person, and keep what is a fact of ours."""

    _inherit = "crm.erasure"

    def _anonymise(self, records, field_names):
        if not records:
            return
        own = getattr(self, "_erase_" + records._name.replace(".", "_"), None)
        if own:
            own(records)
        elif hasattr(records, "_crm_erase_records"):
            records._crm_erase_records(self.pseudonym)
        else:
            self._blank(records, field_names)

    def _blank(self, records, field_names):
        """Empty the fields in the database: no write of a model sends, logs or syncs.

        What is required gets the pseudonym. What is computed from these follows.
        """
        names = [
            name
            for name in field_names
            if name in records._fields and records._fields[name].column_type
        ]
        if not names or not records:
            return
        self.env.flush_all()
        values = [
            SQL(
                "%s = %s",
                SQL.identifier(name),
                self.pseudonym if records._fields[name].required else None,
            )
            for name in names
        ]
        self.env.execute_query(
            SQL(
                "UPDATE %s SET %s WHERE id = ANY(%s) RETURNING id",
                SQL.identifier(records._table),
                SQL(", ").join(values),
                records.ids,
            )
        )
        records.invalidate_recordset(names, flush=False)
        records.modified(names)
        self.env.flush_all()

    def _erase_crm_customer_interaction(self, interactions):
        """Empty what was talked about with nobody else; the names go from all others."""
        people = self.partner_ids
        sole = interactions.filtered(
            lambda interaction: (
                interaction.partner_id in people or not interaction.contact_ids - people
            )
        )
        sole.activity_id.unlink()
        self._blank(sole, SOLE_TEXTS)
        messages = self._messages_of("crm.customer.interaction", sole.ids)
        messages.attachment_ids.unlink()
        self._delete(messages)
        self._delete(self._attachments_of("crm.customer.interaction", sole.ids))

    def _erase_mail_message(self, messages):
        """The shell stays, since answers hang on it; what was written goes."""
        messages.attachment_ids.unlink()
        messages.env["mail.mail"].search([("mail_message_id", "in", messages.ids)]).unlink()
        self._blank(messages, ("subject", "body", "email_from", "reply_to"))

    def _erase_calendar_event(self, events):
        events = events.with_context(
            active_test=False, dont_notify=True, no_mail_to_attendees=True, tracking_disable=True
        )
        attendees = events.env["calendar.attendee"].search(
            [("event_id", "in", events.ids), ("partner_id", "in", self.partner_ids.ids)]
        )
        self._blank(attendees, ("common_name",))
        self.env.execute_query(
            SQL(
                """
                DELETE FROM calendar_event_res_partner_rel
                 WHERE calendar_event_id = ANY(%s) AND res_partner_id = ANY(%s)
                RETURNING 1
                """,
                events.ids,
                self.partner_ids.ids,
            )
        )
        # past the model, which would tell the person that the meeting is off
        self.env.execute_query(
            SQL("DELETE FROM calendar_attendee WHERE id = ANY(%s) RETURNING 1", attendees.ids)
        )
        self.env.invalidate_all(flush=False)

    def _erase_crm_consent(self, consents):
        """Reduce to the proof that was given: what, when, by which channel."""
        consents._unlocked().write({"proof": False, "proof_file": False, "proof_filename": False})

    def _erase_res_partner_bank(self, accounts):
        for account in accounts:
            account.write(
                {
                    "acc_number": f"{self.name}-{account.id}",
                    "acc_holder_name": self.pseudonym,
                    "active": False,
                }
            )

    def _erase_res_users(self, users):
        """Close the portal: nobody gets in, and the login says nothing."""
        users.write({"active": False})
        for user in users:
            user.write(
                {
                    "login": f"{self.name}-{user.id}".lower(),
                    "password": secrets.token_urlsafe(32),
                    "signature": False,
                }
            )
        users.api_key_ids.unlink()
        # past the model, which lets nobody delete: addresses and browsers of the person
        self.env.execute_query(
            SQL("DELETE FROM res_device_log WHERE user_id = ANY(%s) RETURNING 1", users.ids)
        )

    def _messages_of(self, model, ids):
        messages = self.env["mail.message"].sudo()
        return messages.search([("model", "=", model), ("res_id", "in", ids)])

    def _attachments_of(self, model, ids):
        attachments = self.env["ir.attachment"].sudo()
        # the host leaves out files of fields, unless asked for ids
        return attachments.search(
            [("res_model", "=", model), ("res_id", "in", ids), ("id", "!=", 0)]
        )
