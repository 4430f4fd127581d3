from functools import partial

from odoo import api, models
from odoo.tools import SQL, plaintext2html

from odoo.addons.crm_customer.models.import_.crm_import_target import StagedRow, TargetField
from odoo.addons.crm_customer.models.import_.match_sql import name_key

# headings of each field, in the files of fairs, platforms and other systems
WORDS = {
    "subject": ("主题", "需求", "商机名称", "线索名称", "Subject", "Title", "Lead Name"),
    "contact_name": ("姓名", "联系人", "联系人姓名", "Contact Name", "Full Name", "Name"),
    "partner_name": ("公司", "公司名称", "单位", "单位名称", "Company", "Account Name"),
    "function": ("职务", "职位", "Job Title", "Position"),
    "message": ("留言", "备注", "需求描述", "内容", "Message", "Notes", "Comments", "Description"),
    "value": ("预期收入", "预算", "预计金额", "Expected Revenue", "Budget", "Amount"),
    "campaign": ("营销活动", "活动", "展会", "Campaign"),
    "source": ("来源", "线索来源", "Source", "Lead Source"),
    "tag": ("产品", "意向产品", "标签", "Topic", "Product", "Tags"),
    "team": ("销售团队", "团队", "Sales Team", "Team"),
    "user": ("销售员", "负责人", "业务员", "Salesperson", "Owner"),
}
TEXTS = ("contact_name", "partner_name", "function", "website", "street", "city", "zip")


class CrmImportTarget(models.AbstractModel):
    _inherit = "crm.import.target"

    @api.model
    def _get_targets(self):
        return super()._get_targets() | {"lead": "crm.import.target.lead"}


class CrmImportTargetLead(models.AbstractModel):
    """Enquiries of a file: of who has an open lead that the importer sees, it is updated."""

    _name = "crm.import.target.lead"
    _inherit = ["crm.import.partner.match", "crm.import.target"]
    _description = "Leads"

    @api.model
    def _get_label(self):
        return self.env._("Leads")

    @api.model
    def _get_models(self):
        return {"main": "crm.lead"}

    @api.model
    def _get_fields(self):
        # pylint: disable=prefer-env-translation
        _ = self.env._
        who, what = _("Who"), _("What")

        def field(label, kind, group, name="", **options):
            return TargetField(label, kind, group, words=WORDS.get(name, ()), **options)

        def choice(label, name, group=what):
            return field(label, "many2one", group, name, choices=f"_choices_{name}")

        return {
            "contact_name": field(_("Name of the person"), "name", who, "contact_name"),
            "partner_name": field(_("Company name"), "company", who, "partner_name"),
            "function": field(_("Job position"), "text", who, "function"),
            "mobile": field(_("Mobile"), "phone", who),
            "phone": field(_("Phone"), "phone", who),
            "email": field(_("E-mail"), "email", who),
            "website": field(_("Website"), "url", who),
            "country": field(_("Country"), "country", who),
            "state": field(_("State or province"), "text", who),
            "city": field(_("City"), "text", who),
            "street": field(_("Street"), "text", who),
            "zip": field(_("Postal code"), "code", who),
            "subject": field(_("Subject"), "text", what, "subject"),
            "message": field(_("Message"), "text", what, "message"),
            "value": field(_("Expected Revenue"), "money", what, "value"),
            "campaign": choice(_("Campaign"), "campaign"),
            "source": choice(_("Source"), "source"),
            "tag": choice(_("Topic"), "tag"),
            "team": choice(_("Sales Team"), "team"),
            "user": choice(_("Salesperson"), "user"),
        }

    @api.model
    def _get_required(self):
        return [(("contact_name", "partner_name", "email", "phone", "mobile"), "name_missing")]

    @api.model
    def _choices_campaign(self, job):
        return self._choices_from_records(self.env["utm.campaign"].search([]), "title")  # pylint: disable=no-search-all

    @api.model
    def _choices_source(self, job):
        return self._choices_from_records(self.env["utm.source"].search([]))  # pylint: disable=no-search-all

    @api.model
    def _choices_tag(self, job):
        return self._choices_from_records(self.env["crm.tag"].search([]))  # pylint: disable=no-search-all

    @api.model
    def _choices_team(self, job):
        domain = [("company_id", "in", [False, job.company_id.id])]
        return self._choices_from_records(self.env["crm.team"].search(domain))

    @api.model
    def _choices_user(self, job):
        return self.env["crm.import.target.customer"]._choices_user(job)

    # reading a row
    @api.model
    def _get_tools(self, job):
        countries = self.env["res.country"].search([])  # pylint: disable=no-search-all
        states = self.env["res.country.state"].search([])  # pylint: disable=no-search-all
        named = {}
        for code, _name in self.env["res.lang"].get_installed():
            for state in states.with_context(lang=code):
                named[state.country_id.id, state.name.casefold()] = state.id
        return super()._get_tools(job) | {
            "country": {country.code: country.id for country in countries},
            "state": named,
            "default_country": job.country_id.id,
        }

    @api.model
    def _split(self, checked, tools):
        values = checked.values
        vals = self._prepare_vals(values, tools)
        who = values.get("partner_name") or values.get("contact_name")
        label = vals.get("name") or who or values.get("email") or vals.get("phone") or ""
        phone = (vals.get("phone") or "").split(";")[0]
        name = name_key(values.get("contact_name") or values.get("partner_name")) or ""
        keys = {
            "email": values.get("email"),
            "phone": f"{phone}|{name}" if phone else None,
        }
        return [StagedRow("main", 0, label, vals, keys)]

    @api.model
    def _prepare_vals(self, values, tools):
        message, country = values.get("message"), tools["country"].get(values.get("country"))
        state = (values.get("state") or "").casefold()
        country = country or (state and tools["default_country"])
        vals = {name: values.get(name) for name in TEXTS} | {
            "name": values.get("subject"),
            "email_from": values.get("email"),
            "phone": values.get("mobile") or values.get("phone"),
            "description": str(plaintext2html(message)) if message else None,
            "expected_revenue": values.get("value"),
            "country_id": country,
            "state_id": tools["state"].get((country, state)),
            "campaign_id": values.get("campaign"),
            "source_id": values.get("source"),
            "tag_ids": [values["tag"]] if values.get("tag") else None,
            "team_id": values.get("team"),
            "user_id": values.get("user"),
        }
        return {name: value for name, value in vals.items() if value}

    # what is here already
    @api.model
    def _match_steps(self, job):
        return [
            partial(self._match_in_file, job, "main", "email"),
            partial(self._match_in_file, job, "main", "phone"),
            partial(self._resolve_chains, job),
            partial(self._merge_same_rows, job),
            partial(self._match_leads, job, "email"),
            partial(self._match_leads, job, "phone"),
        ]

    @api.model
    def _match_leads(self, job, kind):
        """Point rows to the newest open lead of the same person that the importer may see."""
        leads = job._user_env()["crm.lead"]
        query = leads._search(
            [("won_status", "=", "pending"), ("company_id", "in", [False, job.company_id.id])]
        )
        columns = [SQL.identifier(query.table, name) for name in ("id", "email_normalized",
                   "phone_sanitized")]  # fmt: skip
        condition = {
            "email": SQL("l.email_normalized = r.key_email"),
            "phone": SQL(
                "l.phone_sanitized = split_part(r.key_phone, '|', 1) AND"
                " (r.key_email IS NULL OR l.email_normalized IS NULL)"
            ),
        }[kind]
        self.env.cr.execute(
            SQL(
                """
                UPDATE crm_customer_import_row row
                   SET res_id = hit.id, match_kind = %(kind)s, match_score = 1
                  FROM (SELECT r.id AS row_id, max(l.id) AS id
                          FROM crm_customer_import_row r
                          JOIN (%(visible)s) l ON %(condition)s
                         WHERE r.import_id = %(job)s AND r.level != 'error'
                           AND r.same_row_id IS NULL AND r.res_id IS NULL
                         GROUP BY r.id) hit
                 WHERE row.id = hit.row_id
                """,
                kind=kind,
                visible=query.select(*columns),
                condition=condition,
                job=job.id,
            )
        )

    @api.model
    def _prepare_update(self, job, part, record, row):
        vals = dict(row["vals"])
        vals.pop("description", None)  # long texts are cleaned by the host: compared, they differ
        return super()._prepare_update(job, part, record, row | {"vals": vals})

    # taking back
    @api.model
    def _get_own_tables(self, table):
        """What was noted of a lead when it came in goes along with it."""
        own = {
            "crm_sales_lead_arrival",
            "crm_sales_routing_decision",
            "crm_sales_stage_log",
            "crm_tag_rel",
        }
        return super()._get_own_tables(table) | (own if table == "crm_lead" else set())

    @api.model
    def _get_journal_lists(self, model):
        return super()._get_journal_lists(model) | {"tag_ids"}

    @api.model
    def _delete_created(self, records):
        # sudo: sellers delete no leads, but take back what their own file has made
        records = records.sudo()
        arrivals = self.env["crm.sales.lead.arrival"].sudo()
        arrivals.search([("lead_id", "in", records.ids), ("channel", "=", "import")]).unlink()
        return super()._delete_created(records)
