import {_t} from "@web/core/l10n/translation";
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
        const words = {
            missed: _t("late"),
            running: _t("to do"),
            paused: _t("stands still"),
        };
        return this.progressBar.bars
            .filter(({count, value}) => count > 0 && value in words)
            .map((bar) => ({...bar, icon: ICONS[bar.value], words: words[bar.value]}));
    }
}

/** Whoever has most that is late comes first. */
class DeadlineBoardRenderer extends KanbanRenderer {
    static components = {
        ...KanbanRenderer.components,
        KanbanHeader: DeadlineBoardHeader,
    };

    getGroupsOrRecords() {
        const columns = super.getGroupsOrRecords();
        const {list, progressBarState} = this.props;
        if (!list.isGrouped || !progressBarState) {
            return columns;
        }
        const countLate = ({group}) =>
            progressBarState
                .getGroupInfo(group)
                .bars.find(({value}) => value === "missed")?.count || 0;
        return columns.sort((one, other) => countLate(other) - countLate(one));
    }
}

registry.category("views").add("customer_deadline_board", {
    ...kanbanView,
    Renderer: DeadlineBoardRenderer,
});
