from datetime import timedelta

from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools.consent import MAIL_BLACKLIST


class CrmConsent(models.Model):
    """Carries a refusal of mailings to the blacklists of the host, and a new consent back.

    The host's lists know addresses, neither purposes nor companies: only purposes that
    say so write there. A later consent lifts what a refusal of ours wrote, unless another
    refusal of that address holds: of another purpose, to another company, by somebody
    else. An entry that the person made, by the link in a mailing, or a user, stays for
    them to lift.
    """

    _inherit = "crm.consent"

    def _sync_blacklists(self):
        for consent in self.filtered("purpose_id.writes_blacklist"):
            for channel, blacklist, address in consent._blacklist_addresses():
                if not consent._is_outdated(channel):
                    consent._sync_blacklist(channel, blacklist, address)

    def _is_outdated(self, channel):
        """Whether something recorded before was said later: papers are filed late."""
        self.ensure_one()
        later = Domain("date", ">", self.date) | (
            Domain("date", "=", self.date) & Domain("id", ">", self.id)
        )
        # sudo: a statement that the user may not see was said all the same
        return bool(
            self.sudo().search_count(
                later
                & Domain("partner_id", "=", self.partner_id.id)
                & Domain("purpose_id", "=", self.purpose_id.id)
                & Domain("company_id", "=", self.company_id.id)
                & Domain("channel", "in", (channel, "any")),
                limit=1,
            )
        )

    def _blacklist_addresses(self):
        """Return ``[(channel, blacklist, address as the host writes it)]`` of this statement.

        A word about text messages goes to the list of numbers; one about calls does not,
        since the host knows no list of who is not called.
        """
        self.ensure_one()
        # sudo: the lists of the host belong to its mailing users
        env = self.sudo().env
        partner = self.sudo().partner_id
        found = []
        if self.channel in (*MAIL_BLACKLIST, "any") and partner.email_normalized:
            found.append(("email", env["mail.blacklist"], partner.email_normalized))
        if self.channel in ("sms", "any") and partner.phone_sanitized:
            found.append(("sms", env["phone.blacklist"], partner.phone_sanitized))
        return found

    def _sync_blacklist(self, channel, blacklist, address):
        entry = blacklist.with_context(active_test=False).search(
            [(blacklist._rec_name, "=", address)]
        )
        if self.state == "granted":
            if (
                entry.active
                and self._is_entry_ours(entry, channel)
                and not self._is_refused(channel, address)
            ):
                entry._track_set_log_message(self._blacklist_message())
                entry.action_archive()
        elif not entry.active:
            self._add_to_blacklist(blacklist, address)
            self._mark_blacklisting()

    def _is_refused(self, channel, address):
        """Whether a refusal of ``address`` holds, whoever said it to which company."""
        self.flush_model()
        self.env["res.partner"].flush_model(["email_normalized", "phone_sanitized"])
        column = "email_normalized" if channel == "email" else "phone_sanitized"
        return bool(
            self.env.execute_query(
                SQL(
                    """
                    SELECT 1
                      FROM res_partner partner
                      JOIN crm_consent said ON said.partner_id = partner.id
                      JOIN crm_consent_purpose purpose ON purpose.id = said.purpose_id
                     WHERE %(column)s = %(address)s AND purpose.writes_blacklist
                       AND said.state != 'granted' AND said.channel IN (%(channel)s, 'any')
                       AND NOT EXISTS (
                           SELECT FROM crm_consent later
                            WHERE later.partner_id = said.partner_id
                              AND later.purpose_id = said.purpose_id
                              AND later.company_id = said.company_id
                              AND later.channel IN (%(channel)s, 'any')
                              AND (later.date, later.id) > (said.date, said.id))
                     LIMIT 1
                    """,
                    column=SQL.identifier("partner", column),
                    address=address,
                    channel=channel,
                )
            )
        )

    def _add_to_blacklist(self, blacklist, address):
        addresses = address if blacklist._name == "mail.blacklist" else [address]
        blacklist._add(addresses, message=self._blacklist_message())

    def _blacklist_message(self):
        return self.env._("According to what was recorded as consent no. %(id)s.", id=self.id)

    def _mark_blacklisting(self):
        self._unlocked().is_blacklisting = True

    def _is_entry_ours(self, entry, channel):
        """Whether a refusal made the ``entry``, in its own transaction, and nobody since."""
        made = entry.write_date
        return bool(
            self.sudo().search_count(
                [
                    ("is_blacklisting", "=", True),
                    ("channel", "in", (channel, "any")),
                    ("create_date", ">", made - timedelta(seconds=1)),
                    ("create_date", "<", made + timedelta(seconds=1)),
                ],
                limit=1,
            )
        )
