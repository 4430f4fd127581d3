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

const MODEL = "crm.sales.pipeline.review";
const KEPT = "crm_sales.pipeline_review";

/** How the pipeline moved, how far opportunities came, and what was pushed. */
export class PipelineReview extends Component {
    static template = "crm_sales.PipelineReview";
    static components = { Layout };
    static props = { ...standardActionServiceProps };
    static displayName = _t("Pipeline Review");

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.keepLast = new KeepLast();
        this.display = this.env.isSmall ? {} : { controlPanel: {} };
        this.state = useState({
            page: null,
            error: "",
            isLoading: false,
            filters: this.props.state?.filters || this.kept(),
            mode: this.props.state?.mode || "cohort",
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

    async load() {
        this.state.isLoading = true;
        try {
            const page = await this.keepLast.add(
                this.orm.call(MODEL, "get_page", [this.state.filters]),
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

    setMode(mode) {
        this.state.mode = mode;
    }

    // What is shown

    get page() {
        return this.state.page;
    }

    get waterfallRows() {
        return this.page.waterfall.rows;
    }

    /** The stages of which the mode says something. */
    get funnelRows() {
        return this.page.funnel.rows.filter((row) =>
            this.state.mode === "cohort" ? row.number : row.entries || row.time.number,
        );
    }

    get modes() {
        return [
            {
                key: "cohort",
                label: _t("By Cohort"),
                help: _t(
                    "Of those that came in these days, how many reached each stage so far",
                ),
            },
            {
                key: "period",
                label: _t("By Period"),
                help: _t(
                    "What entered each stage in these days, and what became of it",
                ),
            },
        ];
    }

    get paceFigures() {
        const { pace } = this.page;
        return [
            {
                key: "open",
                label: _t("Open Opportunities"),
                text: String(pace.open),
                opens: "open",
            },
            {
                key: "average",
                label: _t("Average Won Value"),
                text: this.money(pace.average),
                opens: "won",
            },
            {
                key: "rate",
                label: _t("Win Rate"),
                text: this.percent(pace.win_rate),
                opens: "won",
            },
            {
                key: "cycle",
                label: _t("Days until Won"),
                text: this.number(pace.cycle),
                opens: "won",
            },
        ];
    }

    get outcomes() {
        return [
            { key: "on", label: _t("Moved On"), color: "bg-success" },
            { key: "here", label: _t("Still There"), color: "bg-info" },
            { key: "back", label: _t("Moved Back"), color: "bg-warning" },
            { key: "lost", label: _t("Lost"), color: "bg-danger" },
            { key: "left", label: _t("Removed"), color: "bg-secondary" },
        ];
    }

    barColor(row) {
        if (row.key === "won") {
            return "o_crm_review_won";
        }
        return (
            { 1: "o_crm_review_up", "-1": "o_crm_review_down" }[row.sign] ||
            "o_crm_review_level"
        );
    }

    money(amount) {
        if (amount === null || amount === undefined) {
            return "–";
        }
        return formatCurrency(amount, this.page.currency_id);
    }

    shortMoney(amount) {
        if (amount === null || amount === undefined) {
            return "–";
        }
        return formatCurrency(amount, this.page.currency_id, { digits: [16, 0] });
    }

    signedMoney(row) {
        const text = this.money(row.amount);
        return row.sign ? `${row.sign > 0 ? "+" : "−"} ${text}` : text;
    }

    percent(share) {
        return share === null || share === undefined
            ? "–"
            : `${formatFloat(100 * share, { digits: [16, 1] })} %`;
    }

    number(value) {
        return value === null || value === undefined
            ? "–"
            : formatFloat(value, { digits: [16, 1] });
    }

    part(row, key) {
        return row.entries ? (100 * row[key]) / row.entries : 0;
    }

    // Opening

    async open(kind, key = null, stage = null) {
        const action = await this.orm.call(MODEL, "get_figure_action", [
            this.state.filters,
            kind,
            key,
            stage,
        ]);
        if (action.help) {
            action.help = markup(action.help);
        }
        return this.action.doAction(action);
    }

    openLead(id) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "crm.lead",
            res_id: id,
            views: [[false, "form"]],
        });
    }

    async print() {
        const action = await this.orm.call(MODEL, "get_print_action", [
            this.state.filters,
        ]);
        return this.action.doAction(action);
    }
}

registry.category("actions").add("crm_sales_pipeline_review", PipelineReview);
