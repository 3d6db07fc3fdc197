import {registry} from "@web/core/registry";

/** The report on visits, and the numbers of the analysis. */
const tours = registry.category("web_tour.tours");

// VPL-2: a supervisor makes the report of last month's days, and writes into it.
tours.add("customer_visit_report_make", {
    steps: () => [
        {
            content: "The department whose report it is",
            trigger: "[name=department_id] input",
            run: "edit Service",
        },
        {
            trigger: ".o-autocomplete--dropdown-item:contains(Service)",
            run: "click",
        },
        {trigger: "body:not(:has(.o-autocomplete--dropdown-item))"},
        {
            content: "Saved, it has its figures",
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            trigger: ".o_form_saved [name=charts] .o_customer_report_charts",
        },
        {
            content: "It is completed in words",
            trigger: "[name=summary] .odoo-editor-editable",
            run: "editor Labels larger from May on",
        },
        {
            trigger: ".o_form_button_save:visible",
            run: "click",
        },
        {
            content: "Nobody reviews what is one's own",
            trigger: ".o_form_saved:not(:has(button[name=action_review]))",
        },
    ],
});

// VPL-2: the head of the department reads it, and sends it.
tours.add("customer_visit_report_send", {
    steps: () => [
        {
            trigger: "a.nav-link[name=figures]",
            run: "click",
        },
        {
            content: "The figures are there",
            trigger: "[name=line_ids] .o_data_row:eq(10)",
        },
        {
            trigger: "button[name=action_review]",
            run: "click",
        },
        {
            trigger: ".modal footer .btn-primary",
            run: "click",
        },
        {
            content: "It is reviewed",
            trigger: ".o_statusbar_status .o_arrow_button_current[data-value=reviewed]",
        },
        {
            content: "On second thoughts, something has to change",
            trigger: ".o_form_statusbar button[data-hotkey=j]",
            run: "click",
        },
        {
            trigger: ".modal [name=comment] textarea",
            run: "edit Name the customers",
        },
        {
            trigger: ".modal footer button[name=action_confirm]",
            run: "click",
        },
        {
            content: "It is a draft again, and then reviewed again",
            trigger: ".o_statusbar_status .o_arrow_button_current[data-value=draft]",
        },
        {
            trigger: "button[name=action_review]",
            run: "click",
        },
        {
            trigger: ".modal footer .btn-primary",
            run: "click",
        },
        {
            trigger: ".o_statusbar_status .o_arrow_button_current[data-value=reviewed]",
        },
        {
            trigger: "button[name=action_send]",
            run: "click",
        },
        {
            content: "It is sent",
            trigger: ".o_statusbar_status .o_arrow_button_current[data-value=sent]",
        },
    ],
});

// RPT-2: from a number to the records that it counts.
tours.add("customer_results", {
    steps: () => [
        {
            trigger: ".o_pivot tbody tr:contains(Specialist) .o_pivot_cell_value:eq(0)",
            run: "click",
        },
        {
            content: "What the number counts: one contact, and no row of another kind",
            trigger: ".o_list_view .o_data_row:contains(Blue Mill) td:eq(1)",
            async run(helpers) {
                const rows = document.querySelectorAll(".o_list_view .o_data_row");
                if (rows.length !== 1) {
                    throw new Error(`The number is 1, and the list has ${rows.length}`);
                }
                await helpers.click();
            },
        },
        {
            content: "The record itself",
            trigger: ".o_form_view",
        },
    ],
});
