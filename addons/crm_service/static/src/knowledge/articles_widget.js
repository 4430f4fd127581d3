import { Component, useState } from "@odoo/owl";

import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { useDebounced } from "@web/core/utils/timing";
import { useRecordObserver } from "@web/model/relational_model/utils";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

const WAIT = 300;

/** Lists the articles that may solve the ticket, by what its subject says just now. */
export class TicketArticles extends Component {
    static template = "crm_service.TicketArticles";
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ articles: [] });
        this.asked = "";
        const look = useDebounced((asked) => this.look(asked), WAIT);
        useRecordObserver((record) => {
            const { name, category_id, product_id } = record.data;
            look([name || "", category_id?.id || false, product_id?.id || false]);
        });
    }

    get solving() {
        return this.props.record.data.solved_by_article_id?.id;
    }

    async look(asked) {
        const key = JSON.stringify(asked);
        if (key === this.asked) {
            return;
        }
        this.asked = key;
        let articles = [];
        if (asked[0].length > 1) {
            try {
                articles = await this.orm.silent.call(
                    "crm.service.ticket",
                    "suggest_articles",
                    asked,
                );
            } catch {
                // suggestions are a help, and their absence no error
                articles = [];
            }
        }
        if (key === this.asked) {
            this.state.articles = articles;
        }
    }

    async solve(article) {
        await this.act("action_solve_by_article", article);
        await this.props.record.load();
    }

    async send(article) {
        const action = await this.act("action_send_article", article);
        if (action) {
            await this.action.doAction(action, {
                onClose: () => this.reload(),
            });
        }
    }

    /** Show the answer in the thread, too. */
    reload() {
        const { resModel: model, resId: id } = this.props.record;
        this.env.bus.trigger("MAIL:RELOAD-THREAD", { model, id });
        return this.props.record.load();
    }

    /** Save the ticket first: it may be new, or have been changed. */
    async act(method, article) {
        if (await this.props.record.save()) {
            const { resModel, resId } = this.props.record;
            return this.orm.call(resModel, method, [[resId], article.id]);
        }
        return false;
    }
}

registry.category("view_widgets").add("crm_service_articles", {
    component: TicketArticles,
});
