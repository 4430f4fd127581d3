import { Component, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { useRecordObserver } from "@web/model/relational_model/utils";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

/** The kinds of issues of an import, how often, and what would mend them all. */
export class ImportIssueKinds extends Component {
    static template = "crm_customer.ImportIssueKinds";
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ kinds: [] });
        useRecordObserver((record) => this.fetch(record));
    }

    async fetch({ resId, data }) {
        // data is read so that the observer calls again whenever it is loaded anew
        this.state.kinds =
            resId && data
                ? await this.orm.call("crm.customer.import", "get_issue_kinds", [
                      [resId],
                  ])
                : [];
    }

    async open(code) {
        const action = await this.orm.call(
            "crm.customer.import",
            "action_open_issues",
            [[this.props.record.resId], code],
        );
        this.action.doAction(action);
    }

    async accept(code) {
        await this.orm.call("crm.customer.import", "action_accept_kind", [
            [this.props.record.resId],
            code,
        ]);
        await this.props.record.load();
    }
}

registry
    .category("view_widgets")
    .add("crm_import_issue_kinds", { component: ImportIssueKinds });
