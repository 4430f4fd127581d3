"""What points at a ticket, and goes with it when it is merged into another one."""

from dataclasses import dataclass

# words that people said or sent; what the system noted stays with the ticket it is about
SAID = ("comment", "email", "email_outgoing", "auto_comment", "out_of_office")


@dataclass(frozen=True)
class Link:
    """A field of a model that points at tickets.

    :param model_field: for a ``res_id``: the field that names the model
    :param is_reference: the field holds "model,id"
    :param by: another field with the id, which has an index that ``field`` lacks
    :param only: more of a domain
    """

    model: str
    field: str
    model_field: str = ""
    is_reference: bool = False
    by: str = ""
    only: tuple = ()

    def value(self, model, res_id):
        """Return what the field holds that points at ``res_id`` of ``model``."""
        return f"{model},{res_id}" if self.is_reference else res_id

    def domain(self, model, res_id):
        """Return the domain of the records that point at ``res_id`` of ``model``."""
        named = ((self.model_field, "=", model),) if self.model_field else ()
        value = res_id if self.by else self.value(model, res_id)
        return [*named, (self.by or self.field, "=", value), *self.only]


def links(survivor_ids, follower_ids):
    """Return the links of the host's and our own records.

    :param survivor_ids: the ticket that goes on, which does not follow itself
    :param follower_ids: partners who follow it; nobody follows twice
    """
    return [
        Link("mail.message", "res_id", "model", only=(("message_type", "in", SAID),)),
        Link("ir.attachment", "res_id", "res_model"),
        Link(
            "mail.followers", "res_id", "res_model", only=(("partner_id", "not in", follower_ids),)
        ),
        Link("mail.activity", "res_id", "res_model"),
        Link("mail.scheduled.message", "res_id", "model"),
        Link("rating.rating", "res_id", "res_model"),
        Link("rating.rating", "crm_ticket_id"),
        Link("crm.request", "source_ref", "res_model", is_reference=True, by="res_id"),
        Link("crm.lead", "crm_ticket_id"),
        Link("crm.service.mail", "ticket_id"),
        Link("crm.service.time", "ticket_id"),
        Link("crm.service.ticket", "origin_id", only=(("id", "not in", survivor_ids),)),
        Link("crm.service.ticket", "parent_id"),
        Link("crm.service.ticket", "split_from_id"),
        Link("crm.service.ticket", "merged_into_id"),
    ]


def merged_dates(survivor, loser):
    """Return the dates of one case: it begins with the first of either, it ends with the last.

    :param survivor: ``{name: datetime or False}``
    :param loser: the same names
    """
    values = {}
    for name, own in survivor.items():
        known = [date for date in (own, loser[name]) if date]
        pick = max if name.startswith("date_last") else min
        values[name] = pick(known, default=False)
    return values
