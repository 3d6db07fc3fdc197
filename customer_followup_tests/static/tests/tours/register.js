import {openMenu} from "./tour_steps";
import {registry} from "@web/core/registry";

/** The register by grade, who moved in it, and what another scheme would do. */
const tours = registry.category("web_tour.tours");

const CELL = (before, after) =>
    `.o_customer_grade_matrix tr[data-before='${before}'] td[data-after='${after}'] button`;

/** A day is a button until somebody wants to change it. */
const setDay = (name, day) => [
    {trigger: `[name=${name}] button`, run: "click"},
    {trigger: `[name=${name}] input`, run: `edit ${day} && press Enter`},
];

// GRD-3: by grade, on a board, and as paper or spreadsheet.
tours.add("customer_register", {
    url: "/odoo",
    steps: () => [
        ...openMenu("customer_grading_menu", "customer_register_menu"),
        {
            content: "All grades are there, those without customers too",
            trigger: ".o_list_view:has(.o_group_header:eq(3))",
        },
        {
            trigger: ".o_list_view .o_group_header:eq(0)",
            run: "click",
        },
        {
            content: "The badge has the grade, in a row under it",
            trigger: ".o_data_row:contains(Up Mill) [name=customer_grade_id] .badge",
        },
        {trigger: ".o_switch_view.o_kanban", run: "click"},
        {
            content: "A column for each grade",
            trigger: ".o_kanban_view:has(.o_kanban_group:eq(3)) .o_kanban_record",
        },
        {trigger: ".o_switch_view.o_list", run: "click"},
        {
            trigger:
                ".o_list_view .o_control_panel_main_buttons button:not(.o_list_button_add)",
            run: "click",
        },
        {trigger: ".modal button[name=action_export]"},
        {trigger: ".modal button[name=action_print]"},
        {trigger: ".modal button[special=cancel]", run: "click"},
        {trigger: "body:not(:has(.modal))"},
    ],
});

// GRD-3: two days, the table, the customers of a cell, and back.
tours.add("customer_grade_movement", {
    url: "/odoo",
    steps: () => [
        ...openMenu("customer_grading_menu", "customer_grade_movement_menu"),
        ...setDay("date_from", "2026-01-31"),
        ...setDay("date_to", "2026-02-28"),
        {trigger: `${CELL("B", "A")}:contains(1)`, run: "click"},
        {
            content: "Who moved",
            trigger:
                ".o_list_view:not(:has(.o_data_row:eq(1))) .o_data_row:contains(Up Mill)",
        },
        {trigger: ".o_back_button, .breadcrumb-item a", run: "click"},
        {
            content: "The table is there as it was",
            trigger: `${CELL("B", "A")}:contains(1)`,
        },
    ],
});

// GRD-3: a scheme that is being prepared, on the facts of today.
tours.add("customer_grading_what_if", {
    url: "/odoo",
    steps: () => [
        ...openMenu("customer_grading_menu", "customer_grading_what_if_menu"),
        {trigger: "[name=scheme_id] input", run: "edit Other"},
        {
            trigger: ".o-autocomplete--dropdown-item:contains(Other)",
            run: "click",
        },
        {trigger: "body:not(:has(.o-autocomplete--dropdown-item))"},
        {trigger: "button[name=action_try]", run: "click"},
        {
            content: "Without orders the score is 0: the lowest grade",
            trigger: `${CELL("A", "Z")}:contains(1)`,
            run: "click",
        },
        {trigger: ".o_list_view .o_data_row:contains(Up Mill)"},
    ],
});
