import {menu, openMenu} from "./tour_steps";
import {registry} from "@web/core/registry";

/**
 * A supervisor grades a customer from the list, applies what the run proposes, and finds
 * the customer under its grade in the register.
 *
 * @param {String} action what the list calls the grading
 * @returns {Object[]} the steps
 */
const gradeFromTheList = (action) => [
    ...openMenu("res_partner_menu", "res_partner_all_menu"),
    {
        trigger: ".o_data_row:contains(Blue Mill) .o_list_record_selector input",
        run: "click",
    },
    {
        trigger: ".o_cp_action_menus .dropdown-toggle:has(.fa-cog)",
        run: "click",
    },
    {
        trigger: `.o-dropdown--menu .o-dropdown-item:contains(${action})`,
        run: "click",
    },
    {
        content: "The run has assessed the customer, and waits for a decision",
        trigger: ".o_form_view [name=proposed_count]:contains(1)",
    },
    {trigger: "button[name=action_apply_small]", run: "click"},
    {trigger: ".modal footer .btn-primary", run: "click"},
    {
        content: "Nothing is left to decide",
        trigger: ".o_form_view:not(:has(.modal)) [name=proposed_count]:contains(0)",
    },
    {trigger: menu("customer_grading_menu"), run: "click"},
    {trigger: menu("customer_register_menu"), run: "click"},
    {
        content: "The register has the customer under its grade",
        trigger: ".o_list_view .o_group_header:contains(A (1))",
        run: "click",
    },
    {trigger: ".o_data_row:contains(Blue Mill) [name=customer_grade_id] .badge"},
];

const tours = registry.category("web_tour.tours");
tours.add("customer_grading_run_en", {
    url: "/odoo",
    steps: () => gradeFromTheList("Grade Customers"),
});
tours.add("customer_grading_run_zh", {
    url: "/odoo",
    steps: () => gradeFromTheList("客户分级"),
});
