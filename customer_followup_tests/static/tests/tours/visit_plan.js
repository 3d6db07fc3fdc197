/* global luxon */
import {openMenu} from "./tour_steps";
import {registry} from "@web/core/registry";

const PLANS = ["customer_followup_plan_menu", "customer_followup_plan_month_menu"];
const line = (name) => `.o_field_widget[name=line_ids] .o_data_row:contains(${name})`;
const cell = (name, field) => `${line(name)} td[name=${field}]`;
const input = (field, name = "") =>
    `.o_selected_row${name && `:contains(${name})`} .o_field_widget[name=${field}] input`;
const button = (name) => `.o_form_statusbar button[name=${name}]`;
const current = (state) => `.o_arrow_button_current[data-value=${state}]`;

/** @returns {String} a day of the next month, as one types it */
const nextMonth = (day) =>
    luxon.DateTime.now().plus({months: 1}).set({day}).toFormat("yyyy-MM-dd");

/**
 * VPL-1: the owner of a draft moves one visit, adds one, drops one with a reason, and
 * submits the plan.
 */
registry.category("web_tour.tours").add("customer_visit_plan_submit", {
    steps: () => [
        ...openMenu(...PLANS),
        {
            content: "The draft of the next month is there",
            trigger: ".o_data_row:contains(Specialist) td[name=display_name]",
            run: "click",
        },
        {
            content: "One visit goes to another day",
            trigger: cell("Moved Mill", "date_planned"),
            run: "click",
        },
        {
            trigger: input("date_planned", "Moved Mill"),
            run: `edit ${nextMonth(17)} && press Enter`,
        },
        {
            content: "One is dropped, and why",
            trigger: cell("Dropped Mill", "comment"),
            run: "click",
        },
        {
            trigger: input("comment", "Dropped Mill"),
            run: "edit Closed for the holidays",
        },
        {
            trigger: `${line("Dropped Mill")} button[name=action_drop]`,
            run: "click",
        },
        {trigger: `${line("Dropped Mill")} button[name=action_take_back]`},
        {trigger: `${cell("Moved Mill", "change")} .text-bg-info`},
        {
            content: "And one is added",
            trigger: ".o_field_widget[name=line_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        {trigger: input("partner_id"), run: "edit Added Mill"},
        {
            trigger: ".o-autocomplete--dropdown-item:contains(Added Mill)",
            run: "click",
        },
        {trigger: input("comment"), run: "edit They asked for a visit"},
        {trigger: button("action_submit"), run: "click"},
        {trigger: current("submitted")},
        {
            content: "It says who holds it up",
            trigger: ".o_field_widget[name=approval_progress]:contains(Head)",
        },
    ],
});

/** VPL-1: the department head reads the plan and approves it. */
registry.category("web_tour.tours").add("customer_visit_plan_approve", {
    steps: () => [
        ...openMenu(...PLANS),
        {
            trigger: ".o_data_row:contains(Specialist) td[name=display_name]",
            run: "click",
        },
        {trigger: `${cell("Dropped Mill", "comment")}:contains(holidays)`},
        {trigger: button("action_approve"), run: "click"},
        {trigger: current("approved")},
        {
            content: "The visits are planned",
            trigger: `${cell("Added Mill", "state")} .text-bg-info`,
        },
        {
            content: "Every figure opens its records",
            trigger: ".oe_stat_button:has([name=planned_count])",
            run: "click",
        },
        {trigger: ".o_action:not(:has(.o_form_view)) .o_data_row:contains(Moved Mill)"},
        {trigger: ".o_list_view:not(:contains(Dropped Mill))"},
    ],
});
