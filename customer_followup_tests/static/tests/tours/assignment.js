import {openMenu} from "./tour_steps";
import {registry} from "@web/core/registry";

/**
 * A supervisor shares customers out: the preview with its reasons, one line by hand,
 * then the assignment.
 */
const line = (name) => `.o_field_widget[name=line_ids] .o_data_row:contains(${name})`;

registry.category("web_tour.tours").add("customer_assignment", {
    steps: () => [
        ...openMenu("res_partner_menu", "customer_assignment_menu"),
        {
            content: "Who takes part is chosen already: the specialists, no superiors",
            trigger: ".o_field_widget[name=specialist_ids] .o_tag:contains(Colleague)",
        },
        {
            trigger: ".o_form_statusbar button[name=action_preview]",
            run: "click",
        },
        {
            content: "The preview says who, and why",
            trigger: `${line("Blue Mill")}:contains(lowest load)`,
        },
        {
            content: "Another tab says what everybody would have",
            trigger: ".o_notebook .nav-link[name=specialists]",
            run: "click",
        },
        {
            trigger:
                ".o_field_widget[name=share_ids] .o_data_row:contains(Colleague) " +
                "td[name=load_after]:contains(2.00)",
        },
        {
            trigger: ".o_notebook .nav-link[name=customers]",
            run: "click",
        },
        {
            content: "The supervisor has the last word",
            trigger: `${line("Red Mill")} td[name=specialist_id]`,
            run: "click",
        },
        {
            trigger:
                ".o_selected_row .o_field_widget[name=specialist_id] .o-autocomplete--input",
            run: "edit Supervisor",
        },
        {
            trigger: ".o-autocomplete--dropdown-item:contains(Supervisor)",
            run: "click",
        },
        {
            trigger: ".o_form_statusbar button[name=action_assign]",
            run: "click",
        },
        {
            content: "What was done is said in numbers",
            trigger: ".alert-success [name=assigned_count]:contains(4)",
        },
        {
            trigger: `${line("Red Mill")} td[name=outcome]:contains(Assigned)`,
        },
    ],
});
