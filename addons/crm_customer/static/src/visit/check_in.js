import { Component, onMounted, onWillStart, onWillUnmount, useState } from "@odoo/owl";
import { deserializeDateTime, formatDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { shrinkPhoto } from "./photo";
import { distance, formatDistance, locate, LocateError } from "./position";

const { DateTime } = luxon;

const MODEL = "crm.visit";

/** Check in at a customer, say what happened, check out. Made for a phone. */
export class VisitCheckIn extends Component {
    static template = "crm_customer.VisitCheckIn";
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.notification = useService("notification");
        this.key = this.props.action.params;
        this.state = useState({
            screen: null,
            report: {},
            position: null,
            problem: "",
            isLocating: false,
            isBusy: false,
            withoutPosition: false,
            reason: "",
            keep: false,
            now: DateTime.now(),
        });
        onWillStart(() => this.load());
        onMounted(() => {
            this.clock = setInterval(() => (this.state.now = DateTime.now()), 30000);
            if (this.screen.state === "planned" && !this.screen.elsewhere) {
                this.onLocate();
            }
        });
        onWillUnmount(() => clearInterval(this.clock));
    }

    get screen() {
        return this.state.screen;
    }

    get customer() {
        return this.screen.customer;
    }

    async load() {
        const { visit_id = false, partner_id = false } = this.key;
        this.show(await this.orm.call(MODEL, "get_screen", [visit_id, partner_id]));
    }

    show(screen) {
        this.state.screen = screen;
        this.state.report = { ...screen.report };
        this.key = { visit_id: screen.visit_id, partner_id: screen.customer.id };
    }

    // where we are -----------------------------------------------------------------

    async onLocate() {
        if (!this.screen.settings.positions) {
            return;
        }
        Object.assign(this.state, { isLocating: true, problem: "", position: null });
        try {
            this.state.position = await locate();
            this.state.withoutPosition = false;
        } catch (error) {
            if (!(error instanceof LocateError)) {
                throw error;
            }
            this.state.problem = error.message;
        } finally {
            this.state.isLocating = false;
        }
    }

    /** Metres to the customer's address, or null where one of the two is not known. */
    get metres() {
        const { latitude, longitude } = this.customer;
        const { position } = this.state;
        if (!position || latitude === false) {
            return null;
        }
        return distance(position, { latitude, longitude });
    }

    get isAway() {
        return this.metres !== null && this.metres > this.screen.settings.limit;
    }

    get isImprecise() {
        const { position } = this.state;
        return Boolean(position) && position.accuracy > this.screen.settings.limit;
    }

    get accuracyText() {
        return formatDistance(this.state.position.accuracy);
    }

    get distanceText() {
        return formatDistance(this.metres);
    }

    get canCheckIn() {
        if (this.state.isBusy || this.screen.elsewhere) {
            return false;
        }
        return (
            !this.screen.settings.positions ||
            Boolean(this.state.position) ||
            (this.state.withoutPosition && this.state.reason.trim().length > 0)
        );
    }

    // acts -------------------------------------------------------------------------

    async busy(act) {
        if (this.state.isBusy) {
            return;
        }
        this.state.isBusy = true;
        try {
            return await act();
        } finally {
            this.state.isBusy = false;
        }
    }

    onCheckIn() {
        return this.busy(async () => {
            const screen = await this.orm.call(MODEL, "check_in", [], {
                ...this.key,
                position: this.state.position,
                reason: this.state.withoutPosition ? this.state.reason : null,
                keep: this.state.keep && !this.isImprecise,
            });
            this.show(screen);
        });
    }

    onSave() {
        return this.busy(async () => {
            await this.orm.call(MODEL, "save_report", [
                this.screen.visit_id,
                this.state.report,
            ]);
            this.close();
        });
    }

    onCheckOut() {
        return this.busy(async () => {
            const screen = await this.orm.call(MODEL, "check_out", [
                this.screen.visit_id,
                this.state.report,
            ]);
            this.notification.add(
                _t("Checked out at %(customer)s after %(minutes)s minutes.", {
                    customer: screen.customer.name,
                    minutes: screen.duration,
                }),
                { type: "success" },
            );
            this.close();
        });
    }

    onPhoto(ev) {
        const files = [...ev.target.files];
        ev.target.value = "";
        return this.busy(async () => {
            for (const file of files) {
                const data = await shrinkPhoto(file);
                this.screen.photos = await this.orm.call(MODEL, "add_photo", [
                    this.screen.visit_id,
                    data,
                ]);
            }
        });
    }

    onOpenElsewhere() {
        this.key = { visit_id: this.screen.elsewhere.id };
        return this.load();
    }

    onOutcome(id) {
        const { report } = this.state;
        report.outcome_id = report.outcome_id === id ? false : id;
    }

    close() {
        return this.action.doAction({ type: "ir.actions.act_window_close" });
    }

    // words ------------------------------------------------------------------------

    time(value) {
        return formatDateTime(deserializeDateTime(value), { format: "HH:mm" });
    }

    dateTime(value) {
        return deserializeDateTime(value).toLocaleString(DateTime.DATETIME_MED);
    }

    get minutesOnSite() {
        const since = deserializeDateTime(this.screen.date_check_in);
        return Math.max(0, Math.floor(this.state.now.diff(since, "minutes").minutes));
    }

    get positionText() {
        return {
            there: _t("At the customer"),
            away: _t("Away from the customer"),
            imprecise: _t("Position imprecise"),
            no_address: _t("Position kept; the customer's address has none"),
            none: _t("Without position"),
        }[this.screen.position_state];
    }
}

registry.category("actions").add("crm_visit_check_in", VisitCheckIn);
