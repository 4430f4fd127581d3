import re

from odoo import api, models
from odoo.fields import Domain

from ...tools.html_text import html_to_text
from ...tools.timeline import TimelineSource

MESSAGE_TYPES = ("comment", "email", "email_outgoing", "out_of_office")
LOG_TYPES = ("notification", "auto_comment")
RECORDABLE = ("message", "document", "activity")  # contacts, or so it may be
MESSAGE_FIELDS = (
    "message_type",
    "subtype_id",
    "mail_activity_type_id",
    "subject",
    "body",
    "author_id",
    "email_from",
    "model",
    "res_id",
    "record_name",
)
ACTIVITY_FIELDS = (
    "activity_type_id",
    "summary",
    "note",
    "user_id",
    "date_deadline",
    "res_model",
    "res_id",
    "res_name",
    "icon",
    "calendar_event_id",
)
EVENT_FIELDS = ("name", "user_id", "location", "description", "duration", "allday")
# names, mails and phones that the host writes below the description of a meeting: a heading, a
# name, links, once for the organizer and once for the contact
CONTACT_DETAILS = re.compile(
    r"(?=.*href=\"(?:mailto|tel):)(?:(?:<br/?>)*<strong>[^<]*</strong>(?:<br/?>[^<]+)?"
    r"(?:<br/?><a\b[^>]*href=\"(?:mailto|tel):[^>]*>[^<]*</a>)*){1,2}\s*(?:</div>)?\s*$"
)


class CrmTimeline(models.AbstractModel):
    _inherit = "crm.timeline"

    @api.model
    def _get_document_models(self):
        """Return the models, with a ``partner_id``, of a customer's documents: their done
        and planned activities are the customer's, their messages may be switched on."""
        return ["crm.lead", "sale.order"]

    @api.model
    def _get_kinds(self):
        return super()._get_kinds() | {
            "meeting": self._kind(self.env._("Meetings"), "fa-calendar", "success"),
            "activity": self._kind(self.env._("Activities"), "fa-check-square-o", "info"),
            "message": self._kind(self.env._("Messages"), "fa-envelope-o", "primary"),
            "note": self._kind(self.env._("Notes"), "fa-sticky-note-o", "warning"),
            "document": self._kind(
                self.env._("Messages on documents"), "fa-files-o", "secondary", False
            ),
            "log": self._kind(self.env._("Changes"), "fa-history", "secondary", False),
        }

    def _kind(self, label, icon, color, default=True):
        return {"label": label, "icon": icon, "color": color, "default": default}

    @api.model
    def _get_sources(self):
        sources = super()._get_sources() | {
            "message": self._message_source("res.partner", ("message", "note", "activity", "log")),
            "planned": self._planned_source("res.partner"),
            "meeting": self._meeting_source(self._get_meeting_domain),
            "meeting_linked": self._meeting_source(self._get_linked_meeting_domain),
            "meeting_next": self._meeting_source(self._get_meeting_domain, upcoming=True),
            "meeting_linked_next": self._meeting_source(
                self._get_linked_meeting_domain, upcoming=True
            ),
        }
        for model in self._get_document_models():
            table = self.env[model]._table
            sources[f"message_{table}"] = self._message_source(model, ("activity", "document"))
            sources[f"planned_{table}"] = self._planned_source(model)
        return sources

    # Messages; a done activity is one, with the type of the activity -----------------

    def _message_source(self, document_model, kinds):
        return TimelineSource(
            model="mail.message",
            date="date",
            kinds=kinds,
            domain=lambda scope: self._get_message_domain(document_model, kinds, scope),
            entry=self._prepare_message_entry,
            enrich=self._add_tracking_text,
            fields=MESSAGE_FIELDS,
            filters_late=True,
        )

    def _get_message_domain(self, document_model, kinds, scope):
        documents = self._get_document_domain("model", document_model, scope)
        note_subtype = self._get_note_subtype_id()
        free = Domain("mail_activity_type_id", "=", False)
        written = free & Domain("message_type", "in", MESSAGE_TYPES)
        by_kind = {
            "message": written & Domain("subtype_id", "!=", note_subtype),
            "note": written & Domain("subtype_id", "=", note_subtype),
            "document": written,
            "activity": Domain("mail_activity_type_id", "!=", False),
            "log": free & Domain("message_type", "in", LOG_TYPES),
        }
        return documents & Domain.OR(by_kind[kind] for kind in kinds if kind in scope.kinds)

    def _get_document_domain(self, model_field, document_model, scope):
        """Return what hangs on the partners themselves, or on their readable documents."""
        if document_model == "res.partner":
            ids = scope.partner_ids
        else:
            documents = self.env[document_model].with_context(active_test=False)
            if not documents.has_access("read"):
                return Domain.FALSE
            ids = documents._search([("partner_id", "in", scope.partner_ids)])
        return Domain(model_field, "=", document_model) & Domain("res_id", "in", ids)

    def _prepare_message_entry(self, values):
        kind = self._get_message_kind(values)
        texts = [html_to_text(values.get("body")), *values.get("tracking", [])]
        record_name = values.get("record_name") or ""
        # the host gives messages the name of their record for a subject: that says nothing
        subject = values.get("subject") if values.get("subject") != record_name else ""
        return {
            "kind": kind,
            "title": subject or self._get_message_title(kind, values),
            "text": "; ".join(filter(None, texts)),
            "author": self._name_of(values, "author_id") or values.get("email_from") or "",
            "record_name": record_name,
            "open": [values["model"], values["res_id"]],
            "record": kind in RECORDABLE and ["mail.message", values["id"]],
        }

    def _get_message_title(self, kind, values):
        titles = {
            "activity": self._name_of(values, "mail_activity_type_id"),
            "log": self._name_of(values, "subtype_id") or self.env._("Change"),
            "note": self.env._("Note"),
        }
        is_email = values.get("message_type") != "comment"
        default = self.env._("Email") if is_email else self.env._("Message")
        return titles.get(kind) or default

    def _get_message_kind(self, values):
        if values.get("mail_activity_type_id"):
            return "activity"
        if values.get("message_type") not in MESSAGE_TYPES:
            return "log"
        if values.get("model") != "res.partner":
            return "document"
        subtype = values.get("subtype_id")
        return "note" if subtype and subtype[0] == self._get_note_subtype_id() else "message"

    def _get_note_subtype_id(self):
        # ir.model.data keeps it in its cache; env.ref asks the database every time
        return self.env["ir.model.data"]._xmlid_to_res_id("mail.mt_note")

    def _add_tracking_text(self, values_by_id):
        """Add ``tracking``, as ``Salesperson: Ann → Ben``, to the values of change logs,
        without the fields that the user may not see."""
        ids = [id_ for id_, values in values_by_id.items() if values["message_type"] in LOG_TYPES]
        # sudo: tracking values are for administrators; filtered by field right after
        messages = self.env["mail.message"].sudo().browse(ids)
        trackings = messages.tracking_value_ids._filter_has_field_access(self.env)
        changes = {change["id"]: change for change in trackings._tracking_value_format()}
        for tracking in trackings:
            values_by_id[tracking.mail_message_id.id].setdefault("tracking", []).append(
                self._format_change(changes[tracking.id])
            )

    def _format_change(self, change):
        return "{}: {} → {}".format(
            change["fieldInfo"]["changedField"],
            self._format_tracked(change["oldValue"]),
            self._format_tracked(change["newValue"]),
        )

    def _format_tracked(self, value):
        if isinstance(value, bool) or value is None:
            return self.env._("Yes") if value else "–"
        return str(value)

    # Planned activities ---------------------------------------------------------------

    def _planned_source(self, document_model):
        return TimelineSource(
            model="mail.activity",
            date="date_deadline",
            kinds=("activity",),
            domain=lambda scope: self._get_planned_domain(document_model, scope),
            entry=self._prepare_planned_entry,
            fields=ACTIVITY_FIELDS,
            upcoming=True,
            filters_late=True,
        )

    def _get_planned_domain(self, document_model, scope):
        return self._get_document_domain("res_model", document_model, scope) & Domain(
            "active", "=", True
        )

    def _prepare_planned_entry(self, values):
        event = values.get("calendar_event_id")
        title = values.get("summary") or self._name_of(values, "activity_type_id")
        is_on_document = values.get("res_model") != "res.partner"
        return {
            "title": title,
            "text": html_to_text(values.get("note")),
            "author": self._name_of(values, "user_id"),
            "badge": values.get("res_name") if is_on_document else False,
            "icon": values.get("icon") or False,
            "same_as": ("calendar.event", event[0]) if event else None,
            "open": [values["res_model"], values["res_id"]],
        }

    # Meetings -------------------------------------------------------------------------

    def _meeting_source(self, get_domain, upcoming=False):
        operator = ">=" if upcoming else "<"
        return TimelineSource(
            model="calendar.event",
            date="start",
            kinds=("meeting",),
            domain=lambda scope: get_domain(scope) & Domain("start", operator, scope.now),
            entry=lambda values: self._prepare_meeting_entry(values, upcoming),
            fields=EVENT_FIELDS,
            upcoming=upcoming,
        )

    def _get_meeting_domain(self, scope):
        return Domain("active", "=", True) & Domain("partner_ids", "in", scope.partner_ids)

    def _get_linked_meeting_domain(self, scope):
        """Return meetings planned from the contact's activities that it does not attend."""
        return (
            Domain("active", "=", True)
            & Domain("res_model", "=", "res.partner")
            & Domain("res_id", "in", scope.partner_ids)
            & ~Domain("partner_ids", "in", scope.partner_ids)
        )

    def _prepare_meeting_entry(self, values, upcoming):
        description = CONTACT_DETAILS.sub("", values.get("description") or "")
        texts = (values.get("location") or "", html_to_text(description))
        return {
            "title": values.get("name") or self.env._("Meeting"),
            "text": " · ".join(filter(None, texts)),
            "author": self._name_of(values, "user_id"),
            "is_day": bool(values.get("allday")),
            "record": not upcoming and ["calendar.event", values["id"]],
        }

    def _name_of(self, values, name):
        """Return the display name of a many2one as ``read`` gives it."""
        value = values.get(name)
        return value[1] if value else ""
