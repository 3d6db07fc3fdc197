import {openMenu} from "./tour_steps";
import {registry} from "@web/core/registry";

/**
 * How customers are graded: written by the supervisor, signed by the service manager,
 * and changed by a new version. One tour for each person and time; the test plays them
 * in order, in more than one language.
 */
const tours = registry.category("web_tour.tours");

const isInState = (state) =>
    `.o_statusbar_status .o_arrow_button_current[data-value=${state}]`;
const criterion = (number) =>
    `.o_field_widget[name=criterion_ids] .o_data_row:eq(${number})`;

function submit() {
    return [
        {
            trigger: ".o_statusbar_buttons button[name=action_submit]",
            run: "click",
        },
        {
            content: "It waits for the service manager",
            trigger: isInState("submitted"),
        },
    ];
}

// GRD-1: the supervisor takes the shipped scheme and makes it the company's own.
tours.add("customer_grading_scheme_write", {
    url: "/odoo",
    steps: () => [
        ...openMenu("customer_grading_menu", "customer_grading_scheme_menu"),
        {
            trigger: "button[name=action_start_from_shipped]",
            run: "click",
        },
        {
            content: "It says in words what counts",
            trigger: ".o_form_view [name=description]:contains(25 %)",
        },
        {
            content: "Revenue weighs less from now on",
            trigger: `${criterion(0)} td[name=weight]`,
            run: "click",
        },
        {
            trigger: `${criterion(0)} td[name=weight] input`,
            run: "edit 20 && press Enter",
        },
        {
            content: "The words follow while it is typed",
            trigger: ".o_form_view [name=description]:contains(21.1 %)",
        },
        {
            content: "A band is changed in the dialog",
            trigger: `${criterion(2)} button[name=action_open_bands]`,
            run: "click",
        },
        {
            content: "Each says which values it holds for",
            trigger: ".modal [name=band_ids] .o_data_row:eq(0) td[name=range]",
        },
        {
            trigger: ".modal [name=band_ids] .o_data_row:eq(1) td[name=score]",
            run: "click",
        },
        {
            trigger: ".modal [name=band_ids] .o_data_row:eq(1) td[name=score] input",
            run: "edit 35",
        },
        {
            trigger: ".modal footer .o_form_button_save",
            run: "click",
        },
        {
            trigger: `body:not(:has(.modal)) ${criterion(2)} [name=bands_in_words]:contains(35)`,
        },
        {
            content: "All shares have followed",
            trigger: `${criterion(1)} td[name=share]:contains(5.3)`,
        },
        ...submit(),
    ],
});

// GRD-1: the service manager reads it and signs.
tours.add("customer_grading_scheme_sign", {
    url: "/odoo",
    steps: () => [
        {
            trigger: ".o_customer_approval_systray button:contains(1)",
            run: "click",
        },
        {
            trigger: ".o_list_view .o_data_row:only-child td[name=document]",
            run: "click",
        },
        {
            trigger: ".o_form_view [name=description]",
        },
        {
            content: "Nobody changes what is signed",
            trigger:
                ".o_field_widget[name=criterion_ids]:not(:has(.o_field_x2many_list_row_add))",
        },
        {
            trigger: ".o_statusbar_buttons button[name=action_approve]",
            run: "click",
        },
        {
            content: "Customers are graded by it",
            trigger: isInState("approved"),
        },
    ],
});

// GRD-1: the next version says what is different.
tours.add("customer_grading_scheme_version", {
    steps: () => [
        {
            trigger: ".o_statusbar_buttons button[name=action_new_version]",
            run: "click",
        },
        {
            trigger: isInState("draft"),
        },
        {
            trigger: ".o_form_view .o_notebook a.nav-link[name=grades]",
            run: "click",
        },
        {
            trigger: "[name=grade_ids] .o_data_row:eq(1) td[name=min_score]",
            run: "click",
        },
        {
            trigger: "[name=grade_ids] .o_data_row:eq(1) td[name=min_score] input",
            run: "edit 75 && press Enter",
        },
        {
            content: "The box says it while it is typed",
            trigger: ".o_form_view [name=changes]:contains(70 → 75)",
        },
        ...submit(),
    ],
});
