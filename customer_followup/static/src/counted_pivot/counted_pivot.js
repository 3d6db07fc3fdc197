import {Domain} from "@web/core/domain";
import {PivotRenderer} from "@web/views/pivot/pivot_renderer";
import {pivotView} from "@web/views/pivot/pivot_view";
import {registry} from "@web/core/registry";

/**
 * The rows that each measure is about, in analyses whose rows are of several kinds: a
 * row has no value in the measures of the others.
 */
const COUNTED = {
    // Coverage and results
    contact_count: [["kind", "=", "contact"]],
    satisfaction: [["satisfaction", ">", 0]],
    coverage: [["kind", "=", "coverage"]],
    punctuality: [["kind", "=", "deadline"]],
    case_count: [["kind", "=", "case"]],
    complaint_count: [["complaint_count", "=", 1]],
    response_hours: [["kind", "=", "case"]],
    won_back_amount: [["kind", "=", "won_back"]],
    // Complaints
    invalid_count: [["outcome", "=", "invalid"]],
    cancelled_count: [["outcome", "=", "cancelled"]],
    round_count: [["round_count", ">", 0]],
    answered_count: [["answered_count", "=", 1]],
    first_time_share: [["answered_count", "=", 1]],
    deadline_count: [["deadline_count", ">", 0]],
    kept_count: [["kept_count", ">", 0]],
    kept_share: [["deadline_count", ">", 0]],
    days_to_close: [["outcome", "=", "solved"]],
    cost: [["cost", ">", 0]],
    penalty: [["penalty", ">", 0]],
    satisfaction_before: [["satisfaction_before", ">", 0]],
    satisfaction_after: [["satisfaction_after", ">", 0]],
    // Plan against actual
    planned_count: [["planned_count", "=", 1]],
    made_count: [["made_count", "=", 1]],
    on_time_count: [["on_time_count", "=", 1]],
    moved_count: [["moved_count", "=", 1]],
    added_count: [["added_count", "=", 1]],
    dropped_count: [["dropped_count", "=", 1]],
    unplanned_count: [["unplanned_count", "=", 1]],
};

/** A pivot whose numbers open the rows that they count, and no others. */
export class CountedPivotRenderer extends PivotRenderer {
    onOpenView(cell, newWindow) {
        this.counted = COUNTED[cell.measure] || [];
        return super.onOpenView(cell, newWindow);
    }

    openView(domain, ...args) {
        return super.openView(Domain.and([domain, this.counted]).toList({}), ...args);
    }
}

registry.category("views").add("customer_counted_pivot", {
    ...pivotView,
    Renderer: CountedPivotRenderer,
});
