import { Component, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { useRecordObserver } from "@web/model/relational_model/utils";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

/** What else the customer of the quotation would buy: one press adds it, or waves it off. */
export class CrossOffers extends Component {
    static template = "crm_sales.CrossOffers";
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.state = useState({ offers: [], busy: false });
        this.key = null;
        useRecordObserver((record) => this.refresh(record));
    }

    /** Ask again when lines were saved, not at each key that is pressed. */
    async refresh(record) {
        const lines = record.data.order_line?.records || [];
        const key = [
            record.resId,
            record.data.state,
            ...lines.map((line) => line.resId),
        ].join();
        if (key === this.key) {
            return;
        }
        this.key = key;
        const open = ["draft", "sent"].includes(record.data.state);
        const offers =
            record.resId && open
                ? await this.orm.silent.call("sale.order", "crm_get_cross_offers", [
                      record.resId,
                  ])
                : [];
        if (key === this.key) {
            this.state.offers = offers;
        }
    }

    async act(offer, method) {
        const { record } = this.props;
        if (this.state.busy || !(await record.save())) {
            return;
        }
        this.state.busy = true;
        try {
            await this.orm.call("crm.sales.cross.offer", method, [offer.id]);
            this.key = null;
            await record.load();
            await this.refresh(record);
        } finally {
            this.state.busy = false;
        }
    }
}

registry.category("view_widgets").add("crm_sales_cross_offers", {
    component: CrossOffers,
    fieldDependencies: [{ name: "state", type: "selection" }],
});
