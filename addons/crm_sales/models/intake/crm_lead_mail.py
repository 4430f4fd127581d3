from odoo import api, models
from odoo.tools import email_normalize, html2plaintext
from odoo.tools.mail import email_split_tuples

from ...tools.intake.entry import read_entry
from .crm_lead_take_in import Origin


class CrmLead(models.Model):
    """Enquiries by mail: of who is known they go to the open lead, with all their files."""

    _inherit = "crm.lead"

    @api.model
    def message_new(self, msg_dict, custom_values=None):
        """Return the open lead of the sender, to which the mail is then posted, or a new one."""
        values = dict(custom_values or {})
        team = self.env["crm.team"].browse(values.get("team_id") or ())
        company = team.company_id or self.env["res.company"].browse(
            values.get("company_id") or self.env.company.id
        )
        record = self._crm_record_of_mail(msg_dict)
        entry = read_entry(record, company.country_id.code or "CN")
        # sudo: the gateway has no rights of its own, and finds whoever is known
        leads = self.sudo().with_company(company)
        leads.env["crm.sales.lead.guard"]._hold(entry.identities)
        [known] = leads._crm_recognise([entry], company)
        origin = Origin("email", company, team)
        [arrival] = leads.env["crm.sales.lead.arrival"]._claim(
            [False], {"channel": "email", "company_id": company.id}
        )
        lead = known.lead
        if lead:
            if lead.user_id:
                lead._crm_remind(lead.env._("Enquired again"))
        else:
            if known.partner:
                values["partner_id"] = known.partner.id
            lead = super().message_new(msg_dict, values | leads._crm_intake_defaults(team.sudo()))
        result = "joined" if known.lead else "customer" if known.partner else "new"
        arrival.write(
            leads._crm_prepare_arrival(entry, known, origin, lead.sudo())
            | {"result": result, "payload": self._crm_payload(record)}
        )
        return lead.with_env(self.env)

    @api.model
    def _crm_record_of_mail(self, msg_dict):
        """Return what a mail says, as an enquiry."""
        sender = msg_dict.get("email_from") or msg_dict.get("from") or ""
        [[name, address], *_more] = email_split_tuples(sender) or [("", sender)]
        return {
            "subject": msg_dict.get("subject") or "",
            "contact_name": name,
            "email": email_normalize(address) or address,
            "message": html2plaintext(msg_dict.get("body") or ""),
        }
