import { Component, markup, onWillStart, useState } from "@odoo/owl";
import { formatCurrency } from "@web/core/currency";
import { _t } from "@web/core/l10n/translation";
import { RPCError } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { formatFloat } from "@web/core/utils/numbers";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

const MODEL = "crm.sales.attribution.report";
const KEPT = "crm_sales.attribution";

/** What marketing has earned, model by model, what it cost, and the commonest journeys. */
export class Attribution extends Component {
    static template = "crm_sales.Attribution";
    static components = { Layout };
    static props = { ...standardActionServiceProps };
    static displayName = _t("Attribution");

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.keepLast = new KeepLast();
        this.display = this.env.isSmall ? {} : { controlPanel: {} };
        this.state = useState({
            page: null,
            error: "",
            isLoading: false,
            isExplaining: false,
            filters: this.props.state?.filters || this.kept(),
        });
        onWillStart(() => {
            // not awaited: the page shows at once that it is loading
            this.load();
        });
    }

    // Loading

    kept() {
        try {
            return JSON.parse(sessionStorage.getItem(KEPT)) || {};
        } catch {
            return {};
        }
    }

    async load(method = "get_page") {
        this.state.isLoading = true;
        try {
            const page = await this.keepLast.add(
                this.orm.call(MODEL, method, [this.state.filters]),
            );
            this.state.page = page;
            this.state.filters = page.filters;
            this.state.error = "";
            sessionStorage.setItem(KEPT, JSON.stringify(page.filters));
        } catch (error) {
            this.state.error =
                error instanceof RPCError && error.data?.message
                    ? error.data.message
                    : _t(
                          "The page could not be loaded. Check the connection and try again.",
                      );
        } finally {
            this.state.isLoading = false;
        }
    }

    choose(name, event) {
        this.state.filters = { ...this.state.filters, [name]: event.target.value };
        return this.load();
    }

    explain() {
        this.state.isExplaining = !this.state.isExplaining;
    }

    // Showing

    get page() {
        return this.state.page;
    }

    get figures() {
        const { total, has_costs: hasCosts } = this.page;
        const figures = [
            {
                key: "revenue",
                label: _t("Won Revenue"),
                text: this.money(total.amounts.linear),
            },
            { key: "deals", label: _t("Won Deals"), text: String(total.deals) },
        ];
        if (hasCosts) {
            figures.push(
                { key: "cost", label: _t("Cost"), text: this.money(total.cost) },
                {
                    key: "cost_per_lead",
                    label: _t("Cost per Lead"),
                    text: this.money(total.cost_per_lead),
                },
                {
                    key: "roi",
                    label: _t("Return on Investment"),
                    text: this.percent(total.roi),
                },
            );
        }
        return figures;
    }

    money(amount) {
        if (amount === null || amount === undefined) {
            return "–";
        }
        return formatCurrency(amount, this.page.currency_id, { digits: [16, 0] });
    }

    exactMoney(amount) {
        return formatCurrency(amount || 0, this.page.currency_id);
    }

    percent(share) {
        return share === null || share === undefined
            ? "–"
            : `${formatFloat(100 * share, { digits: [16, 0] })} %`;
    }

    number(value) {
        return value === null || value === undefined ? "–" : String(value);
    }

    // Opening

    async open(kind, key = null, model = null) {
        const action = await this.orm.call(MODEL, "get_figure_action", [
            this.state.filters,
            kind,
            key,
            model,
        ]);
        if (action.help) {
            action.help = markup(action.help);
        }
        return this.action.doAction(action);
    }

    async print() {
        const action = await this.orm.call(MODEL, "get_print_action", [
            this.state.filters,
        ]);
        return this.action.doAction(action);
    }
}

registry.category("actions").add("crm_sales_attribution", Attribution);
