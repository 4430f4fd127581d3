import { Component, onWillStart, useRef, useState } from "@odoo/owl";
import { deserializeDate } from "@web/core/l10n/dates";
import { formatFloat } from "@web/core/utils/numbers";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { Mutex } from "@web/core/utils/concurrency";
import { parseFloat } from "@web/views/fields/parsers";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { FormViewDialog } from "@web/views/view_dialogs/form_view_dialog";
import { cellsOf, figureOf, makeColumns, makeLines } from "./plan_table";

const MODEL = "crm.sales.plan";

/** The targets of a plan, to type into: a row per person, a column per month. */
export class SalesPlanGrid extends Component {
    static template = "crm_sales.PlanGrid";
    static components = { Layout };
    static props = { ...standardActionServiceProps };
    static displayName = _t("Sales Plan");

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.dialog = useService("dialog");
        this.notification = useService("notification");
        this.saving = new Mutex();
        this.table = useRef("table");
        this.display = { controlPanel: {} };
        // the address keeps the plan, for when the page is loaded again
        this.planId = this.props.action.params?.plan_id || this.props.resId;
        this.props.updateActionState?.({ resId: this.planId });
        this.state = useState({
            data: null,
            byQuarter: this.env.isSmall,
            figure: "amount",
        });
        onWillStart(async () => {
            await this.load();
            if (!this.plan.can_edit && this.plan.can_propose) {
                this.state.figure = "proposed";
            }
        });
    }

    async load() {
        this.state.data = await this.orm.call(MODEL, "grid_read", [this.planId]);
    }

    get plan() {
        return this.state.data.plan;
    }

    get columns() {
        return makeColumns(this.state.data.months, this.state.byQuarter);
    }

    get lines() {
        return makeLines(this.state.data.rows);
    }

    get figures() {
        const figures = [
            ["amount", _t("Targets")],
            ["proposed", _t("Proposals")],
            ["last", _t("The Year Before")],
        ];
        if (this.plan.is_revision) {
            figures.push(["before", _t("Before the Revision")]);
        }
        return figures;
    }

    get summary() {
        const cells = this.state.data.rows.flatMap((row) => row.cells.filter(Boolean));
        const figure = (name) =>
            figureOf(cells, name, this.plan.is_additive, this.plan.digits) || 0;
        return {
            target: this.plan.target,
            total: figure("amount"),
            left: this.plan.target - figure("amount"),
            proposed: figure("proposed"),
            hasProposed: cells.some((cell) => cell.proposed !== false),
        };
    }

    // what is shown
    label(column) {
        if (column.isYear) {
            return _t("Year");
        }
        if (column.quarter) {
            return _t("Q%s", column.quarter);
        }
        return deserializeDate(column.date).toLocaleString({ month: "short" });
    }

    format(value) {
        const digits = Number.isInteger(value) ? 0 : this.plan.digits;
        return value === null ? "" : formatFloat(value, { digits: [16, digits] });
    }

    value(line, column) {
        const cells = cellsOf(line, column);
        return figureOf(
            cells,
            this.state.figure,
            this.plan.is_additive,
            this.plan.digits,
        );
    }

    text(line, column) {
        return this.format(this.value(line, column));
    }

    /** Return what stands grey in an empty cell: the target, where a proposal is asked for. */
    hint(line, column) {
        const cells = cellsOf(line, column);
        const { is_additive: isAdditive, digits } = this.plan;
        return this.state.figure === "proposed"
            ? this.format(figureOf(cells, "amount", isAdditive, digits))
            : "";
    }

    isLocked(line, column) {
        const cells = cellsOf(line, column);
        return cells.length > 0 && cells.every((cell) => cell.locked);
    }

    lockTitle(line, column) {
        return this.isLocked(line, column) ? _t("Unlock (Alt+L)") : _t("Lock (Alt+L)");
    }

    isEditable(line, column) {
        const cells = cellsOf(line, column);
        if (!cells.length) {
            return false;
        }
        if (this.state.figure === "amount") {
            return this.plan.can_edit && !this.isLocked(line, column);
        }
        return (
            this.state.figure === "proposed" &&
            this.plan.can_propose &&
            line.kind === "person" &&
            line.rows[0].user_id === this.plan.user_id
        );
    }

    lineName(line) {
        if (line.kind === "company") {
            return this.plan.sees_all ? _t("Company") : _t("Total");
        }
        return line.name;
    }

    inputLabel(line, column) {
        return `${this.lineName(line)} ${this.label(column)}`;
    }

    // typing
    onChange(line, column, ev) {
        const input = ev.target;
        let value;
        try {
            value = input.value.trim() ? parseFloat(input.value) : 0;
        } catch {
            this.notification.add(_t("“%s” is no number.", input.value), {
                type: "danger",
            });
            input.value = this.text(line, column);
            return;
        }
        if (value === this.value(line, column)) {
            input.value = this.text(line, column);
            return;
        }
        this.saving.exec(() => this.save(line, column, value, input));
    }

    async save(line, column, value, input) {
        const isProposal = this.state.figure === "proposed";
        const cells = cellsOf(line, column);
        try {
            const changed = await this.orm.call(
                MODEL,
                isProposal ? "grid_propose" : "grid_set",
                [this.planId, cells.map((cell) => cell.id), value],
            );
            for (const cell of cells) {
                if (cell.id in changed) {
                    cell[isProposal ? "proposed" : "amount"] = changed[cell.id];
                }
            }
        } finally {
            // what was refused stands as it was
            input.value = this.text(line, column);
        }
    }

    onKeydown(ev) {
        const steps = { Enter: ev.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 };
        if (ev.altKey && ev.code === "KeyL") {
            ev.preventDefault();
            ev.target.closest("td").querySelector("button")?.click();
        } else if (ev.key === "Escape") {
            ev.target.value = ev.target.defaultValue;
            ev.target.blur();
        } else if (ev.key in steps) {
            ev.preventDefault();
            this.move(ev.target, steps[ev.key]);
        }
    }

    move(input, step) {
        const column = input.dataset.column;
        const inputs = [
            ...this.table.el.querySelectorAll(`input[data-column="${column}"]`),
        ];
        const next = inputs[inputs.indexOf(input) + step];
        if (next) {
            next.focus();
        } else {
            input.blur();
        }
    }

    onFocus(ev) {
        ev.target.select();
    }

    async toggleLock(line, column) {
        const cells = cellsOf(line, column);
        const isLocked = !this.isLocked(line, column);
        await this.saving.exec(() =>
            this.orm.call(MODEL, "grid_lock", [
                this.planId,
                cells.map((cell) => cell.id),
                isLocked,
            ]),
        );
        for (const cell of cells) {
            cell.locked = isLocked;
        }
    }

    onTarget(ev) {
        let target;
        try {
            target = parseFloat(ev.target.value || "0");
        } catch {
            ev.target.value = this.format(this.plan.target);
            return;
        }
        this.saving.exec(async () => {
            try {
                this.state.data = await this.orm.call(MODEL, "grid_set_target", [
                    this.planId,
                    target,
                ]);
            } finally {
                ev.target.value = this.format(this.plan.target);
            }
        });
    }

    // rows
    addRow() {
        this.dialog.add(FormViewDialog, {
            resModel: "crm.sales.plan.row",
            title: _t("Add a Row"),
            context: { default_plan_id: this.planId },
            onRecordSaved: () => this.load(),
        });
    }

    async removeRow(line) {
        const ids = line.rows[0].cells.filter(Boolean).map((cell) => cell.id);
        await this.orm.call(MODEL, "grid_remove_row", [this.planId, ids]);
        await this.load();
    }

    async press(method) {
        await this.saving.exec(() => this.orm.call(MODEL, method, [[this.planId]]));
        await this.load();
    }

    async draft() {
        this.action.doAction("crm_sales.crm_sales_plan_draft_action", {
            additionalContext: { active_id: this.planId, default_plan_id: this.planId },
            onClose: () => this.load(),
        });
    }

    openPlan() {
        this.action.doAction({
            type: "ir.actions.act_window",
            res_model: MODEL,
            res_id: this.planId,
            views: [[false, "form"]],
        });
    }
}

registry.category("actions").add("crm_sales_plan_grid", SalesPlanGrid);
