import {
    Component,
    onWillStart,
    onWillUpdateProps,
    useEffect,
    useRef,
    useState,
} from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { formatCurrency } from "@web/core/currency";
import { deserializeDateTime, formatDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { KeepLast } from "@web/core/utils/concurrency";
import { useBus, useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

const { DateTime } = luxon;

const PAGE = 30;
const COMPACT_PAGE = 5;
const COMPACT_NEXT = 3;
// groups by day this far back, by month before
const DAYS_BY_DAY = 31;
// requests under way: the parts of a form ask for the same page at the same time
const underWay = new Map();

/** What happened with a customer, newest first, and what is next. */
export class CrmTimeline extends Component {
    static template = "crm_customer.Timeline";
    static props = {
        ...standardWidgetProps,
        isCompact: { type: Boolean, optional: true },
        part: {
            type: [{ value: "all" }, { value: "last" }, { value: "next" }],
            optional: true,
        },
    };
    static defaultProps = { isCompact: false, part: "all" };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.store = useState(useService("mail.store"));
        this.keepLast = new KeepLast();
        this.state = useState({
            entries: [],
            upcoming: [],
            kinds: [],
            cursor: null,
            isLoading: false,
            expandedKey: null,
        });
        onWillStart(() => this.load(this.resId));
        onWillUpdateProps((nextProps) => {
            if (nextProps.record.resId !== this.resId) {
                return this.load(nextProps.record.resId);
            }
        });
        // the form was reloaded: a dialog was closed, a button ran, it was saved
        useBus(this.env.bus, "MAIL:RELOAD-THREAD", ({ detail }) => {
            if (
                detail.model === this.props.record.resModel &&
                detail.id === this.resId
            ) {
                this.load(this.resId);
            }
        });
        this.useThreadObserver();
        this.useScrollObserver();
    }

    /** Load more when the end comes into view; the button is for who has no scrolling. */
    useScrollObserver() {
        const more = useRef("more");
        useEffect(
            (button) => {
                if (!button || !window.IntersectionObserver) {
                    return;
                }
                const observer = new IntersectionObserver(([end]) => {
                    if (end.isIntersecting && !this.state.isLoading) {
                        this.loadMore();
                    }
                });
                observer.observe(button);
                return () => observer.disconnect();
            },
            // a page that leaves the end in view must be observed anew
            () => [more.el, this.state.entries.length],
        );
    }

    /** Reload when a message is posted or an activity is planned or done in the chatter. */
    useThreadObserver() {
        let known;
        useEffect(
            (resId, stamp) => {
                const seen = stamp && `${resId}:${stamp}`;
                if (
                    known &&
                    seen &&
                    known !== seen &&
                    known.split(":")[0] === String(resId)
                ) {
                    this.load(resId);
                }
                known = seen;
            },
            () => [this.resId, this.threadStamp],
        );
    }

    get resId() {
        return this.props.record.resId;
    }

    get threadStamp() {
        const thread = this.store.Thread?.get({
            model: this.props.record.resModel,
            id: this.resId,
        });
        // activities arrive with the attachments, after the messages: until then nothing changed
        if (!thread?.isLoaded || !thread.areAttachmentsLoaded) {
            return null;
        }
        const activities = thread.activities?.map((activity) => activity.id) || [];
        return `${thread.newestPersistentMessage?.id || 0}/${activities.join()}`;
    }

    // Loading

    async load(resId) {
        if (!resId) {
            Object.assign(this.state, {
                entries: [],
                upcoming: [],
                kinds: [],
                cursor: null,
            });
            return;
        }
        const page = await this.fetchPage(resId, null);
        Object.assign(this.state, {
            entries: page.entries,
            upcoming: this.props.isCompact
                ? page.upcoming.slice(0, COMPACT_NEXT)
                : page.upcoming,
            kinds: page.kinds,
            cursor: page.cursor,
        });
    }

    async loadMore() {
        const page = await this.fetchPage(this.resId, this.state.cursor);
        this.state.entries.push(...page.entries);
        this.state.cursor = page.cursor;
    }

    async fetchPage(resId, cursor) {
        this.state.isLoading = true;
        try {
            return await this.keepLast.add(
                this.callOnce([resId], {
                    cursor,
                    limit: this.props.isCompact ? COMPACT_PAGE : PAGE,
                    kinds: this.props.isCompact ? null : this.choices,
                }),
            );
        } finally {
            this.state.isLoading = false;
        }
    }

    /** Share the answer with the other parts that have just asked the same. */
    callOnce(args, kwargs) {
        const key = JSON.stringify([args, kwargs, user.context]);
        if (!underWay.has(key)) {
            // not useService's orm: its calls never end once their component is gone
            const answer = this.env.services.orm
                .call("crm.timeline", "get_page", args, kwargs)
                .finally(() => underWay.delete(key));
            underWay.set(key, answer);
        }
        return underWay.get(key);
    }

    // Choice of kinds, remembered for this user on this browser

    get storageKey() {
        return `crm_customer.timeline.kinds.${user.userId}`;
    }

    /** What the user switched on or off, as {kind: boolean}. */
    get choices() {
        try {
            return JSON.parse(browser.localStorage.getItem(this.storageKey)) || {};
        } catch {
            return {};
        }
    }

    isChosen(choice) {
        return this.choices[choice.kind] ?? choice.default;
    }

    toggleKind(choice) {
        const choices = { ...this.choices, [choice.kind]: !this.isChosen(choice) };
        browser.localStorage.setItem(this.storageKey, JSON.stringify(choices));
        return this.load(this.resId);
    }

    showAllKinds() {
        const choices = Object.fromEntries(
            this.state.kinds.map(({ kind }) => [kind, true]),
        );
        browser.localStorage.setItem(this.storageKey, JSON.stringify(choices));
        return this.load(this.resId);
    }

    get hasHiddenKinds() {
        return this.state.kinds.some((choice) => !this.isChosen(choice));
    }

    // Texts

    /** Entries as [{label, relative, key, entries}], by day and further back by month. */
    get groups() {
        const groups = [];
        for (const entry of this.state.entries) {
            const date = this.dateOf(entry);
            const isDay = this.isRecent(date);
            const key = date.toFormat(isDay ? "yyyy-MM-dd" : "yyyy-MM");
            if (groups.at(-1)?.key !== key) {
                groups.push({ key, ...this.groupLabels(date, isDay), entries: [] });
            }
            groups.at(-1).entries.push(entry);
        }
        return groups;
    }

    groupLabels(date, isDay) {
        if (!isDay) {
            return {
                label: date.toLocaleString({ month: "long", year: "numeric" }),
                relative: "",
            };
        }
        const options = { weekday: "long", day: "numeric", month: "long" };
        const today = DateTime.local().startOf("day");
        return {
            label: date.toLocaleString(
                date.year === today.year ? options : { ...options, year: "numeric" },
            ),
            relative: this.relativeDay(date),
        };
    }

    dateOf(entry) {
        return deserializeDateTime(entry.date);
    }

    isRecent(date) {
        return date > DateTime.local().startOf("day").minus({ days: DAYS_BY_DAY });
    }

    relativeDay(date) {
        return date.startOf("day").toRelativeCalendar({ unit: "days" });
    }

    /** Time of the day within a group of one day, else the day. */
    shortDate(entry) {
        const date = this.dateOf(entry);
        if (this.isRecent(date)) {
            return entry.is_day ? "" : date.toLocaleString(DateTime.TIME_SIMPLE);
        }
        return date.toLocaleString({ month: "short", day: "numeric" });
    }

    upcomingDate(entry) {
        const date = this.dateOf(entry);
        const day = date.toLocaleString({
            weekday: "short",
            month: "short",
            day: "numeric",
        });
        return entry.is_day
            ? day
            : `${day} ${date.toLocaleString(DateTime.TIME_SIMPLE)}`;
    }

    fullDate(entry) {
        const date = this.dateOf(entry);
        return entry.is_day
            ? date.toLocaleString(DateTime.DATE_FULL)
            : formatDateTime(date);
    }

    upcomingClass(entry) {
        const isOverdue = this.dateOf(entry) < DateTime.local().startOf("day");
        return isOverdue ? "text-danger fw-bold" : "text-muted";
    }

    look(entry) {
        const look = this.state.kinds.find(({ kind }) => kind === entry.kind) || {};
        return {
            label: look.label || _t("Entry"),
            icon: entry.icon || look.icon || "fa-circle-o",
            color: look.color || "secondary",
        };
    }

    /** State of the entry, or the contact or document where it happened. */
    badge(entry) {
        return entry.badge || (this.isElsewhere(entry) && entry.record_name);
    }

    amount(entry) {
        return formatCurrency(entry.amount, entry.currency_id);
    }

    // Acts

    isElsewhere(entry) {
        const [model, id] = entry.open || [];
        return (
            Boolean(id) && !(model === this.props.record.resModel && id === this.resId)
        );
    }

    async openEntry(entry) {
        if (!this.isElsewhere(entry)) {
            this.state.expandedKey =
                this.state.expandedKey === entry.key ? null : entry.key;
            return;
        }
        await this.props.record.save?.();
        const [model, id] = entry.open;
        await this.action.doAction({
            type: "ir.actions.act_window",
            res_model: model,
            res_id: id,
            views: [[false, "form"]],
            target: "current",
        });
    }

    /** Make an interaction of a mail, a done activity or a meeting. */
    async recordEntry(entry) {
        await this.props.record.save?.();
        const action = await this.orm.call(
            "crm.customer.interaction",
            "action_record",
            entry.record,
        );
        await this.action.doAction(action, { onClose: () => this.load(this.resId) });
    }

    async planActivity() {
        await this.store.scheduleActivity(this.props.record.resModel, [this.resId]);
        await this.props.record.load();
        await this.load(this.resId);
    }
}

export const crmTimeline = {
    component: CrmTimeline,
    extractProps: ({ options }) => ({
        isCompact: Boolean(options.compact),
        part: options.part || "all",
    }),
    supportedOptions: [
        { label: _t("Compact"), name: "compact", type: "boolean" },
        {
            label: _t("Part"),
            name: "part",
            type: "selection",
            choices: [
                { label: _t("What happened last"), value: "last" },
                { label: _t("What is next"), value: "next" },
            ],
        },
    ],
};

registry.category("view_widgets").add("crm_timeline", crmTimeline);
