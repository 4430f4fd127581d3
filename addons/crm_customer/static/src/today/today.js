import {
    Component,
    onWillStart,
    useExternalListener,
    useRef,
    useState,
} from "@odoo/owl";
import { formatCurrency } from "@web/core/currency";
import { deserializeDate, deserializeDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { RPCError } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { KeepLast, Mutex } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { columnCount, distribute, moved } from "./arrange";

const MODEL = "crm.today";
// a page that was out of sight for so long is read again, in milliseconds
const STALE = 5 * 60 * 1000;

/** What is due, what is red, what waits for me, what is next. */
export class Today extends Component {
    static template = "crm_customer.Today";
    static components = { Layout };
    static props = { ...standardActionServiceProps };
    static displayName = _t("Today");

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.notification = useService("notification");
        this.keepLast = new KeepLast();
        this.saving = new Mutex();
        this.root = useRef("root");
        // on a phone the bar above says where one is
        this.display = this.env.isSmall ? {} : { controlPanel: {} };
        this.state = useState({
            page: null,
            error: "",
            isLoading: false,
            isArranging: false,
            busyKey: null,
            columnCount: columnCount(window.innerWidth),
        });
        onWillStart(() => {
            // not awaited: the page shows at once that it is loading
            this.load();
        });
        useExternalListener(window, "resize", () => {
            this.state.columnCount = columnCount(window.innerWidth);
        });
        useExternalListener(document, "visibilitychange", () => {
            const isStale = Date.now() - this.loadedAt > STALE;
            if (document.visibilityState === "visible" && isStale) {
                this.load();
            }
        });
    }

    // Loading

    async load() {
        this.state.isLoading = true;
        try {
            this.state.page = await this.keepLast.add(
                this.orm.call(MODEL, "get_page", []),
            );
            this.loadedAt = Date.now();
            this.state.error = "";
        } catch (error) {
            this.state.error = this.explain(error);
        } finally {
            this.state.isLoading = false;
        }
    }

    explain(error) {
        if (error instanceof RPCError && error.data?.message) {
            return error.data.message;
        }
        return _t("The page could not be loaded. Check the connection and try again.");
    }

    // What is shown

    get page() {
        return this.state.page;
    }

    get shown() {
        return this.page.blocks.filter(
            (block) =>
                !block.is_hidden &&
                (block.error || block.items.length || this.state.isArranging),
        );
    }

    /** Figures that come first take the whole width. */
    get strip() {
        const [first] = this.shown;
        return !this.state.isArranging && first?.kind === "figures" ? first : null;
    }

    get columns() {
        const blocks = this.shown.filter((block) => block !== this.strip);
        return distribute(blocks, this.state.isArranging ? 1 : this.state.columnCount);
    }

    get hiddenBlocks() {
        return this.page.blocks.filter((block) => block.is_hidden);
    }

    /** The blocks in which nothing waits, in one line. */
    get clearTitles() {
        return this.page.blocks
            .filter((block) => !block.is_hidden && !block.error && !block.items.length)
            .map((block) => block.title)
            .join(" · ");
    }

    /** How many entries of each kind there are, in words. */
    get headline() {
        const sums = { due: 0, red: 0, approve: 0 };
        for (const block of this.page.blocks) {
            if (block.kind in sums && !block.is_hidden) {
                sums[block.kind] += block.count;
            }
        }
        return [
            sums.due && _t("%s due", sums.due),
            sums.red && _t("%s red", sums.red),
            sums.approve && _t("%s to approve", sums.approve),
        ].filter(Boolean);
    }

    get dateText() {
        return deserializeDate(this.page.date).toLocaleString({
            weekday: "long",
            month: "long",
            day: "numeric",
        });
    }

    /** When an item is due, in words: colour alone says nothing to many. */
    when(item) {
        if (!item.date) {
            return "";
        }
        const today = deserializeDate(this.page.date);
        const moment = item.is_day
            ? deserializeDate(item.date)
            : deserializeDateTime(item.date, { tz: undefined });
        const days = Math.round(
            moment.startOf("day").diff(today.startOf("day"), "days").days,
        );
        if (days === 0) {
            return item.is_day
                ? _t("Today")
                : moment.toLocaleString(luxon.DateTime.TIME_SIMPLE);
        }
        if (days === 1) {
            return _t("Tomorrow");
        }
        if (item.state === "late" && item.is_day) {
            return days === -1 ? _t("1 day late") : _t("%s days late", -days);
        }
        return moment.toLocaleString({
            weekday: "short",
            month: "short",
            day: "numeric",
        });
    }

    amount(item) {
        return formatCurrency(item.amount, item.currency_id, { digits: [16, 0] });
    }

    itemKey(item) {
        return `${item.model},${item.id}`;
    }

    countLabel(block) {
        return block.count === 1 ? _t("1 entry") : _t("%s entries", block.count);
    }

    label(what, block) {
        const { title } = block;
        return {
            up: _t("Move up: %s", title),
            down: _t("Move down: %s", title),
            hide: _t("Hide: %s", title),
            more: _t("Show all: %s", title),
        }[what];
    }

    callLabel(item) {
        return _t("Call %s", item.phone);
    }

    isPrimary(act, item) {
        return (
            ["check_in", "check_out", "done"].includes(act.key) && item.acts[0] === act
        );
    }

    // Opening

    async openItem(item) {
        if (item.more) {
            return this.openMore(item.more);
        }
        if (item.open_method) {
            const action = await this.orm.call(item.model, item.open_method, [
                [item.id],
            ]);
            return this.action.doAction(action);
        }
        const [res_model, res_id] = item.open;
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model,
            res_id,
            views: [[false, "form"]],
        });
    }

    /** Open the list of all records of a block or behind a figure. */
    async openMore(more) {
        const action = { ...(await this.action.loadAction(more.xmlid)) };
        if (more.domain) {
            action.domain = more.domain;
        }
        if (more.domain || more.context) {
            action.context = more.context || {};
        }
        return this.action.doAction(action);
    }

    // Acting in place

    async act(block, item, act) {
        const key = this.itemKey(item);
        if (this.state.busyKey) {
            return;
        }
        const place = block.items.indexOf(item);
        this.state.busyKey = key;
        try {
            const next = act.method
                ? await this.orm.call(item.model, act.method, [item.ids])
                : act.action;
            if (next?.type) {
                const onClose = () => this.refresh(block, place);
                await this.action.doAction(next, { onClose });
                return;
            }
            if (act.message) {
                this.notification.add(act.message, { type: "success" });
            }
            await this.refresh(block, place);
        } finally {
            this.state.busyKey = null;
        }
    }

    /** Read the page again, and put the focus where the item was. */
    async refresh(block, place) {
        await this.load();
        requestAnimationFrame(() => {
            const card = this.root.el?.querySelector(`[data-block='${block.key}']`);
            const rows = card ? [...card.querySelectorAll(".o_crm_today_title")] : [];
            const target = rows[Math.min(place, rows.length - 1)] || card;
            target?.focus();
        });
    }

    // Arranging

    /** Save the order one change after the other, and read the page again. */
    async save(blocks) {
        this.page.blocks = blocks;
        const order = blocks.map((block) => block.key);
        const hidden = this.hiddenBlocks.map((block) => block.key);
        await this.saveLayout(order, hidden);
    }

    async saveLayout(order, hidden) {
        // a page that was asked for before this change must not come after it
        await this.keepLast.add(
            this.saving.exec(() =>
                this.orm.call(MODEL, "save_layout", [order, hidden]),
            ),
        );
        await this.load();
    }

    move(block, step) {
        const saved = this.save(moved(this.page.blocks, block, step));
        // what is moved loses the focus; at the end the other button takes it
        requestAnimationFrame(() => {
            const card = this.root.el?.querySelector(`[data-block='${block.key}']`);
            const [up, down] = [".o_crm_today_up", ".o_crm_today_down"].map((button) =>
                card?.querySelector(`${button}:enabled`),
            );
            (step < 0 ? up || down : down || up)?.focus();
        });
        return saved;
    }

    canMove(block, step) {
        const visible = this.shown;
        return Boolean(visible[visible.indexOf(block) + step]);
    }

    async setHidden(block, isHidden) {
        block.is_hidden = isHidden;
        // nothing is lost to a late answer of a page that is read meanwhile
        Object.assign(block, { items: [], count: 0, more: false, error: false });
        await this.save(this.page.blocks);
    }

    async reset() {
        await this.saveLayout([], []);
    }

    toggleArranging() {
        this.state.isArranging = !this.state.isArranging;
    }
}

registry.category("actions").add("crm_today", Today);
