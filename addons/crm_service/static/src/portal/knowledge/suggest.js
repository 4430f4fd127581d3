import { rpc } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { Interaction } from "@web/public/interaction";

const WAIT = 400;
const SHORTEST = 2;

/** Shows articles that may answer what is being typed into the subject of a ticket. */
export class SuggestArticles extends Interaction {
    static selector = ".o_crm_service_suggest";

    setup() {
        this.input = document.querySelector(this.el.dataset.of);
        // of a page, the server counts the words typed last
        this.key = Math.random().toString(36).slice(2);
        this.asked = "";
    }

    start() {
        if (this.input) {
            const look = this.debounced(this.look, WAIT);
            this.addListener(this.input, "input", look);
        }
    }

    async look() {
        const text = this.input.value.trim();
        if (text === this.asked) {
            return;
        }
        this.asked = text;
        let articles = [];
        if (text.length >= SHORTEST) {
            try {
                articles = await this.waitFor(
                    rpc("/help/suggest", { key: this.key, text }, { silent: true }),
                );
            } catch {
                // asked too often, or the line is down: the form works without
                articles = [];
            }
        }
        if (text === this.asked) {
            this.show(articles);
        }
    }

    show(articles) {
        const list = this.el.querySelector(".o_crm_service_suggest_list");
        list.replaceChildren(...articles.map((article) => this.line(article)));
        this.el.classList.toggle("d-none", !articles.length);
    }

    line(article) {
        const item = document.createElement("li");
        const link = document.createElement("a");
        link.href = `${article.url}?from=suggestion`;
        link.target = "_blank";
        link.textContent = article.title;
        item.append(link);
        return item;
    }
}

registry
    .category("public.interactions")
    .add("crm_service.suggest_articles", SuggestArticles);
