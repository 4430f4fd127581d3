import ast

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain

MEASURES = [
    ("count", "Number of Records"),
    ("sum", "Sum"),
    ("avg", "Average"),
    ("median", "Median"),
    ("distinct", "Number of Different Values"),
    ("ratio", "Ratio"),
    ("rate", "Rate over Time"),
    ("provider", "Built-In Calculation"),
]
PATHS = ("owner_path", "team_path", "company_path", "product_path", "partner_path")


class CrmKpi(models.Model):
    """What is measured: a definition over a host model, or a calculation by code.

    Whose rights: a definition may only name what its author can read, which is checked when
    it is saved. A live figure is computed as its reader. A snapshot is computed in sudo,
    bound to the company and the scope of its goal; who may read the goal may read it.
    """

    _name = "crm.kpi"
    _description = "KPI"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, copy=False, help="Short and unique, for other addons.")
    description = fields.Text(translate=True, help="What is counted, and what is not.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    # how
    measure = fields.Selection(MEASURES, required=True, default="count")
    provider = fields.Selection(selection="_selection_provider", string="Calculation")
    model_name = fields.Selection(
        selection="_selection_model_name", string="Model", help="The records that are counted."
    )
    date_field = fields.Char(
        help="The date by which a record belongs to a period. Empty: the figure is a state, "
        "known only for the day on which it is taken."
    )
    measure_field = fields.Char(help="The number that is summed up, or the value that differs.")
    domain = fields.Char(default="[]", help="Which records are counted.")
    denominator_domain = fields.Char(
        "Divided By", default="[]", help="The records by whose figure it is divided."
    )
    numerator_id = fields.Many2one("crm.kpi", ondelete="restrict")
    denominator_id = fields.Many2one("crm.kpi", ondelete="restrict")
    rate_unit = fields.Selection(
        [
            ("day", "per Day"),
            ("week", "per Week"),
            ("month", "per Month"),
            ("working_day", "per Working Day"),
        ],
        default="week",
    )
    # how to read it
    unit = fields.Selection(
        [
            ("number", "Plain Number"),
            ("percent", "%"),
            ("currency", "Currency"),
            ("days", "Days"),
            ("hours", "Hours"),
        ],
        required=True,
        default="number",
    )
    digits = fields.Integer("Decimals", default=0)
    direction = fields.Selection(
        [("more", "More Is Better"), ("less", "Less Is Better")], required=True, default="more"
    )
    is_additive = fields.Boolean(
        "Parts Add Up",
        compute="_compute_is_additive",
        help="The figures of the persons add up to that of the company.",
    )
    # whose
    owner_path = fields.Char("Person", help="The field that leads to the person.")
    team_path = fields.Char("Sales Team", help="The field that leads to the sales team.")
    company_path = fields.Char("Company", help="The field that leads to the company.")
    product_path = fields.Char("Product", help="The field that leads to the product.")
    partner_path = fields.Char("Customer", help="The field that leads to the customer.")
    goal_ids = fields.One2many("crm.kpi.goal", "kpi_id", "Goals")
    goal_count = fields.Integer(compute="_compute_goal_count")

    _code_uniq = models.UniqueIndex("(code)", "There is a KPI with this code already.")
    _digits_valid = models.Constraint(
        "CHECK(digits BETWEEN 0 AND 6)", "A figure has 0 to 6 decimals."
    )

    @api.model
    def _selection_provider(self):
        return [(code, provider.label) for code, provider in self._kpi_providers().items()]

    @api.model
    def _selection_model_name(self):
        """Offer the models that the user may read."""
        allowed = self.env["ir.model.access"]._get_allowed_models("read")
        # sudo: the names of models are labels
        models = (
            self.env["ir.model"]
            .sudo()
            .search([("transient", "=", False), ("abstract", "=", False)], order="name")
        )
        return [
            (model.model, model.name) for model in models if self.env.su or model.model in allowed
        ]

    @api.depends("measure", "provider")
    def _compute_is_additive(self):
        for kpi in self:
            kpi.is_additive = kpi.measure in ("count", "sum", "rate") or (
                kpi.measure == "provider" and kpi._get_provider().is_additive
            )

    def _compute_goal_count(self):
        groups = self.env["crm.kpi.goal"]._read_group(
            [("kpi_id", "in", self.ids)], ["kpi_id"], ["__count"]
        )
        counts = {kpi.id: count for kpi, count in groups}
        for kpi in self:
            kpi.goal_count = counts.get(kpi.id, 0)

    # checks
    @api.constrains(
        "measure", "provider", "model_name", "measure_field", "numerator_id", "denominator_id"
    )
    def _check_measure(self):
        for kpi in self:
            # the selection itself does not refuse: what is offered depends on the addons
            if kpi.measure == "provider" and kpi.provider not in kpi._kpi_providers():
                raise ValidationError(self.env._("%(kpi)s: choose a calculation.", kpi=kpi.name))
            if bool(kpi.numerator_id) != bool(kpi.denominator_id):
                raise ValidationError(
                    self.env._("%(kpi)s: a ratio of KPIs needs both of them.", kpi=kpi.name)
                )
            if kpi._is_of_kpis():
                parts = kpi.numerator_id | kpi.denominator_id
                if kpi in parts or "ratio" in parts.mapped("measure"):
                    raise ValidationError(
                        self.env._("%(kpi)s: a ratio of ratios is not possible.", kpi=kpi.name)
                    )
            elif kpi.measure != "provider" and not kpi.model_name:
                raise ValidationError(self.env._("%(kpi)s: choose a model.", kpi=kpi.name))
            elif kpi.measure in ("sum", "avg", "median", "distinct") and not kpi.measure_field:
                raise ValidationError(
                    self.env._("%(kpi)s: choose the field to measure.", kpi=kpi.name)
                )

    @api.constrains(
        "model_name",
        "date_field",
        "measure_field",
        "measure",
        "domain",
        "denominator_domain",
        *PATHS,
    )
    def _check_readable(self):
        """Let a definition name only what its author may read: snapshots ask in sudo."""
        for kpi in self.filtered(lambda kpi: kpi.model_name and kpi.measure != "provider"):
            author = kpi.with_user(self.env.uid)
            try:
                author._try_definition()
            except AccessError:
                raise
            except (
                AttributeError,
                KeyError,
                SyntaxError,
                TypeError,
                UserError,
                ValueError,
            ) as error:
                raise ValidationError(
                    self.env._("%(kpi)s cannot be computed: %(error)s", kpi=kpi.name, error=error)
                ) from error

    def _try_definition(self):
        """Build the queries of the definition as its author, without running them.

        :raise AccessError: the author may not read the model or a field
        :raise ValueError: a field or a domain that does not fit
        """
        model = self._get_model()
        model.check_access("read")
        self._check_date_field(model)
        for domain in (self._get_domain(), self._get_domain("denominator_domain")):
            self._check_domain_fields(model, domain)
            query = model._search(domain)
            for path in (self[name] for name in (*PATHS, "measure_field") if self[name]):
                self._check_path(model, path, query)

    def _check_path(self, model, path, query):
        """Refuse a path that leads nowhere, or where the author may not read.

        :raise ValueError: no such path
        """
        model._read_group_groupby(model._table, path, query)

    def _check_date_field(self, model):
        field = model._fields.get(self.date_field) if self.date_field else None
        if self.date_field and (
            field is None or not field.store or field.type not in ("date", "datetime")
        ):
            raise ValueError(
                self.env._("%(field)s is no stored date of the records.", field=self.date_field)
            )
        if field is not None:
            model._check_field_access(field, "read")

    def _check_domain_fields(self, model, domain):
        """Refuse a condition on a field that the author cannot read, wherever a path leads."""
        for condition in domain.iter_conditions():
            step = model
            for name in condition.field_expr.split("."):
                field = step._fields.get(name)
                if field is None:
                    break  # a property, or a part of a date: the search itself objects
                step.check_access("read")
                step._check_field_access(field, "read")
                if field.relational:
                    step = step.env[field.comodel_name]

    # what it is made of
    def _get_model(self):
        return self.env[self.model_name]

    def _get_domain(self, name="domain"):
        """Return the domain written in ``name``.

        :raise ValueError: it is none
        """
        return Domain(ast.literal_eval(self[name] or "[]"))

    def _get_model_names(self):
        """Return the names of the models that a reader must be allowed to read."""
        if self._is_of_kpis():
            parts = self.numerator_id | self.denominator_id
            return [name for part in parts for name in part._get_model_names()]
        return [self._get_provider().model if self.measure == "provider" else self.model_name]

    def _is_of_kpis(self):
        return self.measure == "ratio" and bool(self.numerator_id)

    def _is_state(self):
        """Whether the figure is known only for the day on which it is taken."""
        self.ensure_one()
        if self._is_of_kpis():
            return self.numerator_id._is_state() or self.denominator_id._is_state()
        if self.measure == "provider":
            return self._get_provider().is_state
        return not self.date_field

    def _is_cumulative(self):
        """Whether the figure grows over a period, rather than being a level."""
        self.ensure_one()
        if self.measure == "provider":
            return self._get_provider().is_cumulative
        return bool(self.date_field) and self.measure in ("count", "sum", "distinct")

    def _get_projection_kind(self):
        if not self._is_cumulative():
            return "level"
        return "sum" if self.measure == "sum" else "count"

    def _round(self, value):
        return round(value, self._get_digits()) if value is not None else None

    def _get_digits(self):
        return self.digits

    def action_view_goals(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("crm_customer.crm_kpi_goal_action")
        return action | {
            "domain": [("kpi_id", "=", self.id)],
            "context": {"default_kpi_id": self.id},
        }
