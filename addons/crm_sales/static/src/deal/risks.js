import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** What puts the opportunity at risk, why, and what to do. */
export class Risks extends Component {
    static template = "crm_sales.Risks";
    static props = { ...standardFieldProps };

    get risks() {
        return this.props.record.data[this.props.name];
    }
}

/** A small sign on cards of opportunities at risk; others have none. */
export class RiskSign extends Component {
    static template = "crm_sales.RiskSign";
    static props = { ...standardFieldProps };

    get level() {
        return this.props.record.data[this.props.name];
    }

    get title() {
        return this.level === "high" ? _t("High risk") : _t("Some risk");
    }
}

registry.category("fields").add("crm_sales_risks", {
    component: Risks,
    supportedTypes: ["json"],
});
registry.category("fields").add("crm_sales_risk_sign", {
    component: RiskSign,
    supportedTypes: ["selection"],
});
