import {registry} from "@web/core/registry";
import {KanbanHeader} from "@web/views/kanban/kanban_header";
import {KanbanRenderer} from "@web/views/kanban/kanban_renderer";
import {kanbanView} from "@web/views/kanban/kanban_view";

const ICONS = {
    missed: "fa-exclamation-triangle text-danger",
    running: "fa-clock-o text-success",
    paused: "fa-pause text-secondary",
};

/** The head of a column says in words how much there is of each, the late ones first. */
export class DeadlineBoardHeader extends KanbanHeader {
    static template = "customer_followup.DeadlineBoardHeader";

    get counts() {
        return this.progressBar.bars
            .filter(({count, value}) => count > 0 && value in ICONS)
            .map((bar) => ({...bar, icon: ICONS[bar.value]}));
    }
}

class DeadlineBoardRenderer extends KanbanRenderer {
    static components = {...KanbanRenderer.components, KanbanHeader: DeadlineBoardHeader};
}

registry.category("views").add("customer_deadline_board", {
    ...kanbanView,
    Renderer: DeadlineBoardRenderer,
});
