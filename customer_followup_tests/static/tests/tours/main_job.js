import {registry} from "@web/core/registry";
import {stepUtils} from "@web_tour/tour_utils";

/**
 * The main job, as the service specialist does it: Today, the first customer, why,
 * what is known, the record with a problem, the case.
 *
 * Nothing here depends on a language: fields and menus are found by their names.
 */
registry.category("web_tour.tours").add("customer_followup_main_job", {
    url: "/odoo",
    steps: () => [
        ...stepUtils.goToAppSteps("customer_followup.customer_followup_menu"),
        {
            content: "The activity menu counts my follow-ups",
            trigger: ".o_menu_systray i.fa-clock-o",
            run: "click",
        },
        {
            trigger: ".o-mail-ActivityGroup[data-model_name='customer.followup']",
        },
        {
            trigger: ".o_menu_systray i.fa-clock-o",
            run: "click",
        },
        {
            content: "Today lists the customers, and says for each of them why",
            trigger: ".o_list_view .o_data_row:first td[name=reason_brief]:not(:empty)",
            run: "click",
        },
        {
            content: "The follow-up says why it exists",
            trigger: ".o_form_view .alert [name=reason_summary] span:not(:empty)",
        },
        {
            content: "The customer's basics are there",
            trigger: ".o_form_view [name=partner_phone] :is(input, a)",
        },
        {
            content: "It is in my list of activities",
            trigger: ".o-mail-Chatter .o-mail-Activity",
        },
        {
            trigger: ".o_notebook a.nav-link[name=preparation]",
            run: "click",
        },
        {
            content: "The last orders are at hand",
            trigger: "[name=recent_order_ids] .o_data_row td[name=amount_total]",
        },
        {
            trigger: ".o_notebook a.nav-link[name=record]",
            run: "click",
        },
        {
            content: "Who was spoken to: a person, who is listed below the company",
            trigger: "[name=contact_id] input",
            run: "click",
        },
        {
            trigger: "[name=contact_id] .o-autocomplete--dropdown-item:eq(1) a",
            run: "click",
        },
        {
            content: "The customer has a problem",
            trigger: `[name=result] .o_selection_badge[value='"problem"']`,
            run: "click",
        },
        {
            content: "A problem belongs to a department",
            trigger: "[name=case_department_id] input",
        },
        {
            trigger: `[name=satisfaction] .o_selection_badge[value='"2"']`,
            run: "click",
        },
        {
            content: "What the customer said",
            trigger: "[name=customer_opinion] textarea",
            run: "edit 到货有六袋受潮、要求换货。",
        },
        {
            trigger: "button[name=action_record]",
            run: "click",
        },
        {
            content: "It is recorded",
            trigger: ".o_statusbar_status .o_arrow_button_current[data-value=recorded]",
        },
        {
            content: "It has left my list of activities",
            trigger: ".o-mail-Chatter:not(:has(.o-mail-Activity))",
        },
        {
            content: "The case is one click away",
            trigger: "button[name=action_open_tickets]",
            run: "click",
        },
        {
            content: "The case says what it is and where it came from",
            trigger:
                ".o_form_view:has([name=customer_case_type]) [name=customer_followup_id]",
        },
        {
            content: "The next customer waits under Today",
            trigger:
                "[data-menu-xmlid='customer_followup.customer_followup_today_menu']",
            run: "click",
        },
        {
            trigger:
                "[data-menu-xmlid='customer_followup.customer_followup_contacts_menu']",
            run: "click",
        },
        {
            trigger: ".o_list_view .o_data_row",
        },
    ],
});
