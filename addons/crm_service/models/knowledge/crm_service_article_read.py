from odoo import api, models
from odoo.fields import Domain

from odoo.addons.crm_customer.tools.html_text import html_to_text

from .crm_service_article import TEXTS

# what who merely reads articles sees of one; every other field is for the service
READER_FIELDS = frozenset(
    {
        "audience",
        "category_id",
        "company_id",
        "create_date",
        "date_published",
        "display_name",
        "helpful_count",
        "id",
        "kind",
        "lang",
        "number",
        "published_body",
        "published_name",
        "published_summary",
        "state",
        "version",
        "write_date",
    }
)
RESULTS = 30
# a listed article without a summary shows so much of its text
SHOWN = 160


class CrmServiceArticle(models.Model):
    """What colleagues outside of the service, customers and visitors see."""

    _inherit = "crm.service.article"

    def _is_reader(self):
        """Say whether the user merely reads what is published."""
        return not self.env.su and not self.env.user.has_group("crm_service.group_service_own")

    def _has_field_access(self, field, operation):
        if not super()._has_field_access(field, operation):
            return False
        if not self._is_reader():
            return True
        return operation == "read" and field.name in READER_FIELDS

    def _field_to_sql(self, alias, field_expr, query=None):
        """The host does not look at who groups by a related field."""
        if self._is_reader():
            self._check_field_access(self._fields[field_expr.split(".")[0]], "read")
        return super()._field_to_sql(alias, field_expr, query)

    @api.model
    def _check_searchable(self, name):
        """The host does not look at who searches by a field that has a method for it.

        :raise AccessError: the field is not for the user
        """
        if not self.env.su:
            self._check_field_access(self._fields[name], "read")

    def _read_group_groupby(self, alias, groupby_spec, query):
        """The host does not look at who groups by what stands in a table of its own."""
        if self._is_reader():
            name = groupby_spec.split(".")[0].split(":")[0]
            self._check_field_access(self._fields[name], "read")
        return super()._read_group_groupby(alias, groupby_spec, query)

    def _mail_get_operation_for_mail_message_operation(self, message_operation):
        """What the service says among itself about an article is not for its readers."""
        if self.env.user.has_group("crm_service.group_service_own"):
            return super()._mail_get_operation_for_mail_message_operation(message_operation)
        return dict.fromkeys(self, "write")

    def _reader_domain(self):
        """Return the domain of what is published; the rules say which of it is for whom."""
        return Domain("state", "=", "published")

    @api.model
    def _search_page(self, domain, limit, offset):
        """Return a page of the articles, those in the language of the reader first."""
        own = Domain(domain) & Domain("lang", "=", self.env.lang or "en_US")
        found = self.search(own, limit=limit, offset=offset)
        if len(found) == limit:
            return found
        skipped = max(0, offset - self.search_count(own))
        return found | self.search(Domain(domain) & ~own, limit=limit - len(found), offset=skipped)

    def _prepare_results(self):
        """Return what a list of results shows of the articles, in their order."""
        # sudo: called with articles that were found as the user
        return [
            {
                "id": article.id,
                "number": article.number,
                "title": article.published_name or article.name,
                "summary": article._get_teaser(),
                "url": f"/help/{article.id}",
            }
            for article in self.sudo()
        ]

    def _get_teaser(self):
        _name, summary, body = self._get_searched()
        return summary or html_to_text(body, SHOWN)

    def _texts(self):
        """Return what is worked on."""
        return {name: self[name] for name in TEXTS}
