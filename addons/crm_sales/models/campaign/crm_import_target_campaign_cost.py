from functools import partial

from odoo import api, models
from odoo.tools import SQL

from odoo.addons.crm_customer.models.import_.crm_import_target import StagedRow, TargetField

# headings of each field, in the files of platforms for advertising
WORDS = {
    "campaign": ("营销活动", "推广计划", "广告计划", "计划名称", "活动", "Campaign", "Campaign Name"),
    "date": ("日期", "投放日期", "时间", "Date", "Day"),
    "platform": ("平台", "投放平台", "渠道", "媒体", "Platform", "Channel", "Publisher"),
    "name": ("广告", "广告名称", "广告组", "创意", "Ad", "Ad Name", "Ad Set Name", "Ad Group"),
    "amount": ("费用", "消耗", "花费", "广告费", "金额", "Cost", "Spend", "Amount Spent", "Amount"),
    "impressions": ("展现量", "展示量", "曝光量", "展现", "曝光", "Impressions"),
    "clicks": ("点击量", "点击数", "点击", "Clicks"),
    "currency": ("币种", "Currency"),
}
KEY = ("campaign_id", "date", "platform", "name")


class CrmImportTarget(models.AbstractModel):
    _inherit = "crm.import.target"

    @api.model
    def _get_targets(self):
        return super()._get_targets() | {"campaign_cost": "crm.import.target.campaign.cost"}


class CrmImportTargetCampaignCost(models.AbstractModel):
    """What advertising has cost: a row per campaign, day, platform and advertisement."""

    _name = "crm.import.target.campaign.cost"
    _inherit = ["crm.import.partner.match", "crm.import.target"]
    _description = "Advertising Costs"

    @api.model
    def _get_label(self):
        return self.env._("Advertising costs")

    @api.model
    def _get_models(self):
        return {"main": "crm.sales.campaign.cost"}

    @api.model
    def _get_fields(self):
        # pylint: disable=prefer-env-translation
        _ = self.env._
        group = _("Advertising")

        def field(label, kind, name, **options):
            return TargetField(label, kind, group, words=WORDS[name], **options)

        return {
            "campaign": field(
                _("Campaign"), "many2one", "campaign", required=True, choices="_choices_campaign"
            ),
            "date": field(_("Date"), "date", "date", required=True),
            "amount": field(_("Cost"), "money", "amount", required=True),
            "platform": field(_("Platform"), "text", "platform"),
            "name": field(_("Advertisement"), "text", "name"),
            "impressions": field(_("Impressions"), "integer", "impressions"),
            "clicks": field(_("Clicks"), "integer", "clicks"),
            "currency": field(
                _("Currency"), "many2one", "currency", choices="_choices_currency"
            ),
        }

    @api.model
    def _choices_campaign(self, job):
        """Return the campaigns by title and identifier; one that is not known is an error."""
        campaigns = self.env["utm.campaign"].search(
            [("company_id", "in", [False, job.company_id.id])]
        )
        choices = self._choices_from_records(campaigns, "title")
        choices.strict = True
        for campaign in campaigns:
            choices.add_alias(campaign.name, campaign.id)
        return choices

    @api.model
    def _choices_currency(self, job):
        return self.env["crm.import.target.purchase"]._choices_currency(job)

    # reading a row
    @api.model
    def _get_tools(self, job):
        return super()._get_tools(job) | {"currency": job.company_id.currency_id.id}

    @api.model
    def _split(self, checked, tools):
        values = checked.values
        vals = {
            "campaign_id": values.get("campaign"),
            "date": values.get("date"),
            "amount": values.get("amount"),
            "platform": values.get("platform"),
            "name": values.get("name"),
            "impressions": values.get("impressions"),
            "clicks": values.get("clicks"),
            "currency_id": values.get("currency") or tools["currency"],
        }
        vals = {name: value for name, value in vals.items() if value}
        # a row that says the same is the same; one with another cost is refused when loaded
        key = "|".join(str(vals.get(name) or "").casefold() for name in (*KEY, "amount"))
        label = " ".join(str(vals.get(name) or "") for name in ("date", "platform", "name"))
        return [StagedRow("main", 0, label.strip(), vals, {"code": key})]

    # what is here already
    @api.model
    def _match_steps(self, job):
        return [
            partial(self._match_in_file, job, "main", "code"),
            partial(self._resolve_chains, job),
            partial(self._match_costs, job),
        ]

    @api.model
    def _match_costs(self, job):
        """Point the first row of each key to the cost that an import brought before."""
        self.env["crm.sales.campaign.cost"].flush_model()
        keys = [
            SQL(
                "LOWER(COALESCE(cost.%s::text, '')) = LOWER(COALESCE(row.vals->>%s, ''))",
                SQL.identifier(name),
                name,
            )
            for name in KEY
        ]
        self.env.cr.execute(
            SQL(
                """
                UPDATE crm_customer_import_row target
                   SET res_id = hit.id, match_kind = 'code', match_score = 1
                  FROM (SELECT cost.id, min(row.id) AS row_id
                          FROM crm_customer_import_row row
                          JOIN crm_sales_campaign_cost cost ON %(key)s
                         WHERE row.import_id = %(job)s AND row.level != 'error'
                           AND row.same_row_id IS NULL AND row.res_id IS NULL
                           AND cost.origin = 'import' AND cost.company_id = %(company)s
                         GROUP BY cost.id) hit
                 WHERE target.id = hit.row_id
                """,
                key=SQL(" AND ").join(keys),
                job=job.id,
                company=job.company_id.id,
            )
        )

    # loading
    @api.model
    def _create_batch(self, job, part, rows):
        costs = self._get_writable(job, "crm.sales.campaign.cost")
        costs.check_access("create")
        # sudo: where a cost comes from is sealed; whether the user may add costs was checked
        return costs.sudo().create([self._prepare_create(job, part, row) for row in rows])

    @api.model
    def _prepare_create(self, job, part, row):
        return super()._prepare_create(job, part, row) | {
            "company_id": job.company_id.id,
            "kind": "advertising",
            "origin": "import",
        }
