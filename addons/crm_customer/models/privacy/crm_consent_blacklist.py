from odoo import models

from ...tools.consent import MAIL_BLACKLIST


class CrmConsent(models.Model):
    """Carries a refusal of mailings to the blacklists of the host, and a new consent back.

    The host's lists know addresses, neither purposes nor companies: only purposes that
    say so write there. A later consent lifts what a refusal of ours wrote; an entry that
    the person made, by the link in a mailing, or a user, stays for them to lift.
    """

    _inherit = "crm.consent"

    def _sync_blacklists(self):
        for consent in self.filtered("purpose_id.writes_blacklist"):
            if consent._is_latest_statement():
                for blacklist, address in consent._blacklist_addresses():
                    consent._sync_blacklist(blacklist, address)

    def _is_latest_statement(self):
        """Whether nothing recorded before was said later: papers are filed late."""
        self.ensure_one()
        # sudo: what a colleague of another company wrote does not matter, but the id does
        return self.sudo().is_current

    def _blacklist_addresses(self):
        """Return ``[(blacklist model, address as the host writes it)]`` of this statement.

        A word about text messages goes to the list of numbers; one about calls does not,
        since the host knows no list of who is not called.
        """
        self.ensure_one()
        # sudo: the lists of the host belong to its mailing users
        env = self.sudo().env
        partner = self.sudo().partner_id
        found = []
        if self.channel in (*MAIL_BLACKLIST, "any") and partner.email_normalized:
            found.append((env["mail.blacklist"], partner.email_normalized))
        if self.channel in ("sms", "any") and partner.phone_sanitized:
            found.append((env["phone.blacklist"], partner.phone_sanitized))
        return found

    def _sync_blacklist(self, blacklist, address):
        entry = blacklist.with_context(active_test=False).search(
            [(blacklist._rec_name, "=", address)]
        )
        if self.state == "granted":
            if entry.active and self._is_entry_ours(entry):
                entry._track_set_log_message(self._blacklist_message())
                entry.action_archive()
        elif not entry.active:
            self._add_to_blacklist(blacklist, address)
            self._mark_blacklisting()

    def _add_to_blacklist(self, blacklist, address):
        addresses = address if blacklist._name == "mail.blacklist" else [address]
        blacklist._add(addresses, message=self._blacklist_message())

    def _blacklist_message(self):
        return self.env._("According to what was recorded as consent no. %(id)s.", id=self.id)

    def _mark_blacklisting(self):
        self._unlocked().is_blacklisting = True

    def _is_entry_ours(self, entry):
        """Whether the ``entry`` was made by a refusal of this contact, and nobody since."""
        rows = self.sudo().search_fetch(
            [("partner_id", "=", self.partner_id.id), ("is_blacklisting", "=", True)],
            ["create_date"],
            limit=1,
        )
        return bool(rows) and entry.write_date <= rows.create_date
