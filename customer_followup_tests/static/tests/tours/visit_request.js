import {registry} from "@web/core/registry";

/**
 * A gift for a visit: asked for by who makes it, signed by the superior, seen in the
 * briefing. One tour for each person; the test plays them in order.
 */
const tours = registry.category("web_tour.tours");

const isInState = (state) =>
    `.o_statusbar_status .o_arrow_button_current[data-value=${state}]`;
const line = (field) =>
    `.o_field_widget[name=line_ids] .o_selected_row [name=${field}]`;

// VIS-7: the specialist asks for a gift, on the follow-up.
tours.add("customer_visit_request", {
    steps: () => [
        {
            trigger: ".o_form_view .o_notebook a.nav-link[name=preparation]",
            run: "click",
        },
        {
            trigger: "button[name=action_request_preparation]",
            run: "click",
        },
        {
            content: "The form of a new request, for this visit",
            trigger: ".o_form_view [name=followup_id] input",
        },
        {
            trigger: "[name=line_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        {
            trigger: `${line("kind")} input`,
            run: "click",
        },
        {
            content: "A gift is the third kind, in every language",
            trigger: ".o_select_menu_item:eq(2)",
            run: "click",
        },
        {
            content: "The list has closed",
            trigger: "body:not(:has(.o_select_menu_item))",
        },
        {
            trigger: `${line("description")} input`,
            run: "edit Tea",
        },
        {
            content: "Who gets it",
            trigger: `${line("recipient_id")} input`,
            run: "edit Ms Lin",
        },
        {
            trigger: ".o-autocomplete--dropdown-item a:contains(Ms Lin)",
            run: "click",
        },
        {
            trigger: `${line("amount")} input`,
            run: "edit 180",
        },
        {
            trigger: ".o_form_view [name=reason] textarea",
            run: "edit They tried the new quality for us",
        },
        {
            trigger: ".o_statusbar_buttons button[name=action_submit]",
            run: "click",
        },
        {
            content: "It waits for signatures",
            trigger: isInState("submitted"),
        },
        {
            content: "What the year permits is told",
            trigger: "[name=gift_figures]:contains(Ms Lin)",
        },
    ],
});

// VIS-7: the superior finds it in the menu bar, and signs.
tours.add("customer_visit_sign", {
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
            trigger: ".o_statusbar_buttons button[name=action_approve]",
            run: "click",
        },
        {
            content: "It is approved",
            trigger: isInState("approved"),
        },
    ],
});

// VIS-4, VIS-7: it is in the briefing, and the record keeps what was spent.
tours.add("customer_visit_briefing", {
    steps: () => [
        {
            trigger: "button[name=action_open_briefing]:visible",
            run: "click",
        },
        {
            trigger: "[name=briefing]:contains(Tea):contains(Ms Lin):contains(180)",
        },
        {
            content: "Back to the visit",
            trigger: ".o_breadcrumb .o_back_button",
            run: "click",
        },
        {
            trigger: ".o_form_view .o_notebook a.nav-link[name=record]",
            run: "click",
        },
        {
            trigger: "[name=visit_line_ids] .o_data_row td[name=amount_spent]",
            run: "click",
        },
        {
            trigger: "[name=visit_line_ids] .o_selected_row [name=amount_spent] input",
            run: "edit 170",
        },
        {
            trigger: ".o_form_button_save:visible",
            run: "click",
        },
        {
            content: "It is saved",
            trigger: "body:not(:has(.o_form_button_save:visible))",
        },
    ],
});
