from odoo import api, models

from ...tools.routing.facts import (
    ABSENT,
    ASSIGNED,
    CAPACITY,
    FULL,
    LANGUAGE,
    LOAD,
    NOBODY,
    OWNER,
    PERSON,
    TURN,
)

CONDITIONS = (
    "country_ids",
    "state_ids",
    "segment_ids",
    "tag_ids",
    "lang_ids",
    "campaign_ids",
    "source_ids",
    "medium_ids",
)


class CrmSalesRoutingRule(models.Model):
    """What a rule means and why it decided so, in words."""

    _inherit = "crm.sales.routing.rule"

    @api.depends(*CONDITIONS, "cities", "zip_prefixes", "channel", "known", "value_min")
    @api.depends_context("lang")
    def _compute_summary(self):
        for rule in self:
            # sudo: the names of the conditions of a rule that is read
            known = rule.sudo()
            parts = [", ".join(known[name].mapped("display_name")) for name in CONDITIONS]
            parts += [rule.cities, rule.zip_prefixes]
            for name in ("channel", "known"):
                labels = dict(self._fields[name]._description_selection(self.env))
                parts.append(labels.get(rule[name]))
            if rule.value_min:
                parts.append(self.env._("from %(value)s", value=f"{rule.value_min:,.0f}"))
            rule.summary = " · ".join(filter(None, parts)) or self.env._("All leads")

    @api.model
    def _explain(self, decision):
        """Return why the engine decided so, in the language of the environment."""
        rules = {rule.id: rule.name for rule in self.browse(decision.passed)}
        sentences = [
            self.env._("Of rule %(rule)s nobody was there.", rule=rules[key])
            for key in decision.passed
            if key in rules
        ]
        if decision.result == ASSIGNED:
            sentences.append(self._explain_winner(decision))
        elif decision.result == NOBODY:
            sentences.append(self.env._("No rule holds for this lead."))
        else:
            sentences.append(self.env._("The lead waits until somebody is back."))
        sentences += self._explain_others(decision.left_out)
        return " ".join(sentences)

    @api.model
    def _explain_winner(self, decision):
        # pylint: disable=prefer-env-translation
        _ = self.env._
        person, rule = decision.person, decision.rule
        name = self.env["res.users"].browse(person.key).name
        reason = {
            OWNER: _("owner of the customer"),
            PERSON: _("the person of the rule"),
            TURN: _("next in turn"),
            LOAD: _("fewest open leads: %(count)s", count=person.load),
            CAPACITY: _(
                "%(taken)s of %(capacity)s leads in 30 days",
                taken=person.taken,
                capacity=person.capacity,
            ),
        }[rule.way]
        if not rule.key:
            return _(
                "No rule holds; in the team: %(person)s (%(reason)s).", person=name, reason=reason
            )
        title = self.browse(rule.key).name
        return _("Rule %(rule)s: %(person)s (%(reason)s).", rule=title, person=name, reason=reason)

    @api.model
    def _explain_others(self, left_out):
        users = {user.id: user.name for user in self.env["res.users"].browse(dict(left_out))}
        texts = []
        for why, label in (
            (ABSENT, self.env._("On leave: %(people)s.")),
            (FULL, self.env._("Capacity reached: %(people)s.")),
            (LANGUAGE, self.env._("Other language: %(people)s.")),
        ):
            names = [users[key] for key, reason in left_out if reason == why]
            if names:
                texts.append(label % {"people": ", ".join(names)})
        return texts
