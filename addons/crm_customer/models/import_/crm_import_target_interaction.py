from odoo import api, models
from odoo.tools import plaintext2html

from .crm_import_target_lookup import TargetField

# headings of each field, in the files of other systems
WORDS = {
    "date": (
        "跟进时间",
        "跟进日期",
        "拜访时间",
        "联系时间",
        "日期",
        "Date",
        "Activity Date",
    ),
    "kind": ("跟进方式", "联系方式", "类型", "Type", "Channel"),
    "direction": ("方向", "Direction"),
    "subject": ("主题", "标题", "Subject", "Title"),
    "note": ("跟进内容", "跟进记录", "内容", "备注", "Notes", "Comments", "Description"),
    "duration": ("时长", "通话时长", "Duration"),
    "outcome": ("结果", "跟进结果", "Outcome", "Result"),
    "user": ("跟进人", "负责人", "业务员", "Owner", "Assigned To", "User"),
}


class CrmImportTarget(models.AbstractModel):
    _inherit = "crm.import.target"

    @api.model
    def _get_targets(self):
        return super()._get_targets() | {"interaction": "crm.import.target.interaction"}


class CrmImportTargetInteraction(models.AbstractModel):
    """What was talked about with customers, as another system recorded it."""

    _name = "crm.import.target.interaction"
    _inherit = "crm.import.target.lookup"
    _description = "Interactions"

    @api.model
    def _get_label(self):
        return self.env._("Interactions")

    @api.model
    def _get_models(self):
        return {"main": "crm.customer.interaction"}

    @api.model
    def _get_fields(self):
        # pylint: disable=prefer-env-translation
        _ = self.env._
        field = TargetField
        group = _("Interaction")
        return self._get_customer_fields() | {
            "date": field(_("Date"), "datetime", group, required=True, words=WORDS["date"]),
            "kind": field(
                _("Kind"), "selection", group, choices="_choices_kind", words=WORDS["kind"]
            ),
            "direction": field(
                _("Direction"),
                "selection",
                group,
                choices="_choices_direction",
                words=WORDS["direction"],
            ),
            "subject": field(_("Subject"), "text", group, words=WORDS["subject"]),
            "note": field(_("Note"), "text", group, words=WORDS["note"]),
            "duration": field(_("Duration in minutes"), "integer", group, words=WORDS["duration"]),
            "outcome": field(
                _("Outcome"), "many2one", group, choices="_choices_outcome", words=WORDS["outcome"]
            ),
            "user": field(
                _("Recorded for"), "many2one", group, choices="_choices_user", words=WORDS["user"]
            ),
        }

    @api.model
    def _choices_kind(self, job):
        choices = self._choices_from_selection(self.env["crm.customer.interaction"]._fields["kind"])
        for key, words in {
            "call": ("电话", "打电话", "Phone", "Phone call"),
            "email": ("邮件", "E-mail"),
            "visit": ("拜访", "上门拜访", "On-site"),
            "meeting": ("会议", "面谈"),
            "chat": ("QQ", "在线沟通"),
            "wechat": ("微信",),
        }.items():
            for word in words:
                choices.add_alias(word, key)
        return choices

    @api.model
    def _choices_direction(self, job):
        return self._choices_from_selection(
            self.env["crm.customer.interaction"]._fields["direction"]
        )

    @api.model
    def _choices_outcome(self, job):
        return self._choices_from_records(self.env["crm.customer.interaction.outcome"].search([]))  # pylint: disable=no-search-all

    @api.model
    def _choices_user(self, job):
        return self.env["crm.import.target.customer"]._choices_user(job)

    @api.model
    def _prepare_vals(self, values, tools):
        note = values.get("note")
        vals = {
            "date": values.get("date"),
            "kind": values.get("kind") or "call",
            "direction": values.get("direction"),
            "name": values.get("subject") or (note or "").split("\n")[0][:60],
            "note": str(plaintext2html(note)) if note else None,
            "duration": values.get("duration"),
            "outcome_id": values.get("outcome"),
            "user_id": values.get("user") or tools["job"].user_id.id,
        }
        return {name: value for name, value in vals.items() if value}

    @api.model
    def _get_key_fields(self):
        return ("date", "kind", "name")

    @api.model
    def _prepare_update(self, job, part, record, row):
        vals = dict(row["vals"])
        vals.pop("note", None)  # long texts are cleaned by the host: compared, they differ
        return super()._prepare_update(job, part, record, row | {"vals": vals})
