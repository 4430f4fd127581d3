import { Component, markup, onWillStart, useState } from "@odoo/owl";

import { Dialog } from "@web/core/dialog/dialog";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useAutofocus, useService } from "@web/core/utils/hooks";

const ARTICLES = "crm.service.article";

/** The article that explains a screen, and a search for others. */
export class HelpDialog extends Component {
    static template = "crm_service.HelpDialog";
    static components = { Dialog };
    static props = {
        actionId: { optional: true },
        close: Function,
        model: { optional: true },
    };

    setup() {
        this.orm = useService("orm");
        this.state = useState({ article: null, found: null, text: "" });
        useAutofocus({ refName: "search" });
        onWillStart(async () => {
            const { actionId, model } = this.props;
            this.show(
                await this.orm.call(ARTICLES, "get_help", [], {
                    action_id: actionId,
                    model,
                }),
            );
        });
    }

    get title() {
        return _t("Help");
    }

    show(article) {
        this.state.found = null;
        this.state.article = article && {
            ...article,
            body: markup(article.body || ""),
        };
    }

    async search() {
        const text = this.state.text.trim();
        if (text) {
            this.state.found = await this.orm.call(ARTICLES, "search_help", [text]);
        }
    }

    async open(article) {
        this.show(await this.orm.call(ARTICLES, "open_help", [article.id]));
    }
}

/** The "?" in the bar of the backend. */
export class HelpButton extends Component {
    static template = "crm_service.HelpButton";
    static props = {};

    setup() {
        this.dialog = useService("dialog");
        this.action = useService("action");
    }

    open() {
        const action = this.action.currentController?.action || {};
        this.dialog.add(HelpDialog, {
            actionId: typeof action.id === "number" ? action.id : null,
            model: action.res_model || null,
        });
    }
}

registry
    .category("systray")
    .add("crm_service.help", { Component: HelpButton }, { sequence: 45 });
