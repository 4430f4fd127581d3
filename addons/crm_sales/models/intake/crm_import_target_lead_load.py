from odoo import api, fields, models

from ...tools.intake.entry import read_entry


class CrmImportTargetLead(models.AbstractModel):
    """Rows of a file become leads, with what is known of the customer."""

    _inherit = "crm.import.target.lead"

    @api.model
    def _create_batch(self, job, part, rows):
        """Create the leads; customers and leads of others are found, and told to nobody here."""
        company, now = job.company_id, fields.Datetime.now()
        country = company.country_id.code or "CN"
        entries = [read_entry(self._prepare_record(row["vals"]), country) for row in rows]
        leads = self._get_writable(job, "crm.lead").with_context(default_user_id=False)
        # sudo: duplicates are found whoever has them
        system = leads.sudo()
        guard = system.env["crm.sales.lead.guard"]
        guard._hold(identity for entry in entries for identity in entry.identities)
        known = system._crm_recognise(entries, company)
        created = leads.create([self._prepare_create(job, part, row) for row in rows])
        system = created.sudo()
        arrivals = []
        for lead, match in zip(system, known, strict=True):
            if match.is_contact:
                self._attach(lead, match.partner)
            if match.lead:
                text = lead.env._("A file brought the same person as another lead.")
                match.lead._message_log(body=text)
            arrivals.append(self._prepare_arrival(job, lead, match, now))
        system.env["crm.sales.lead.arrival"].create(arrivals)
        system._assign_userless_lead_in_team(self.env._("imported file"))
        return created

    @api.model
    def _prepare_create(self, job, part, row):
        vals = super()._prepare_create(job, part, row)
        team = self.env["crm.team"].browse(vals.get("team_id") or ())
        leads = self.env["crm.lead"]
        who = vals.get("partner_name") or vals.get("contact_name") or vals.get("email_from")
        state = {} if vals.get("user_id") else leads._crm_intake_defaults(team)
        return {
            "name": self.env._("Enquiry of %(who)s", who=who or vals.get("phone")),
            "type": leads._crm_type(team),
            "user_id": False,
            "team_id": team.id,
            "company_id": job.company_id.id,
        } | vals | state  # fmt: skip

    @api.model
    def _prepare_record(self, vals):
        """Return the values of a row as an enquiry, by which it is recognised."""
        names = {"email": "email_from", "phone": "phone"}
        names |= {name: name for name in ("contact_name", "partner_name")}
        return {name: vals.get(field) for name, field in names.items()}

    @api.model
    def _attach(self, lead, partner):
        """Attach the contact; what the file said otherwise stays in a note."""
        told = [text for text in (lead.email_from, lead.phone) if text]
        lead.partner_id = partner
        lost = [text for text in told if text not in (lead.email_from, lead.phone)]
        if lost:
            text = lead.env._("The file said: %(text)s", text=", ".join(lost))
            lead._message_log(body=text)

    @api.model
    def _prepare_arrival(self, job, lead, match, now):
        return {
            "date": now,
            "channel": "import",
            "name": lead.name,
            "result": "customer" if match.partner else "new",
            "match_kind": match.kind if match.partner else False,
            "is_ambiguous": match.is_ambiguous,
            "lead_id": lead.id,
            "previous_id": match.lost.id,
            "partner_id": match.partner.id,
            "campaign_id": lead.campaign_id.id,
            "source_id": lead.source_id.id,
            "country_id": lead.country_id.id,
            "team_id": lead.team_id.id,
            "company_id": job.company_id.id,
        }
