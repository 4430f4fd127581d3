import {
    Component,
    onMounted,
    onWillUnmount,
    onWillUpdateProps,
    useState,
} from "@odoo/owl";

import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

const LOOK = 1000;
const REPORT = 20000;
const COMPOSERS = ".o-mail-Chatter .o-mail-Composer, .o_mail_composer_form";

/**
 * Says who else writes on the ticket just now. The server forgets a line after a minute, so
 * the form reports every 20 seconds, and at once when its composer opens or closes.
 */
export class TicketPresence extends Component {
    static template = "crm_service.TicketPresence";
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.state = useState({ names: [] });
        this.isWriting = false;
        this.reported = 0;
        this.onNews = this.onNews.bind(this);
        const busService = useService("bus_service");
        busService.subscribe("crm_service.presence", this.onNews);
        onMounted(() => {
            this.report();
            this.timer = browser.setInterval(() => this.look(), LOOK);
        });
        onWillUpdateProps((next) => {
            if (next.record.resId !== this.props.record.resId) {
                this.state.names = [];
                this.reported = 0;
            }
        });
        onWillUnmount(() => {
            browser.clearInterval(this.timer);
            busService.unsubscribe("crm_service.presence", this.onNews);
            if (this.isWriting) {
                this.isWriting = false;
                this.report();
            }
        });
    }

    get text() {
        return _t(
            "%s is writing an answer to this ticket.",
            this.state.names.join(", "),
        );
    }

    onNews({ ticket_id }) {
        if (ticket_id === this.props.record.resId) {
            this.report();
        }
    }

    look() {
        const isWriting = Boolean(document.querySelector(COMPOSERS));
        const isDue = Date.now() - this.reported >= REPORT && !document.hidden;
        if (isWriting !== this.isWriting || isDue) {
            this.isWriting = isWriting;
            this.report();
        }
    }

    async report() {
        const { resId, resModel } = this.props.record;
        if (!resId) {
            return;
        }
        this.reported = Date.now();
        try {
            this.state.names = await this.orm.silent.call(
                resModel,
                "note_presence",
                [[resId]],
                { is_writing: this.isWriting },
            );
        } catch {
            // gone, or the line is down: the next report says more
            this.state.names = [];
        }
    }
}

registry.category("view_widgets").add("crm_service_presence", {
    component: TicketPresence,
});
