import {registry} from "@web/core/registry";

/**
 * The first order of a new customer: it opens the dossier, is held for the missing
 * papers, and goes through when a director has signed a waiver. One tour for each
 * person; the test plays them in order.
 */
const tours = registry.category("web_tour.tours");

const isInState = (state) =>
    `.o_statusbar_status .o_arrow_button_current[data-value=${state}]`;

function confirmOrder() {
    return {
        trigger: ".o_statusbar_buttons button[name=action_confirm]:visible",
        run: "click",
    };
}

// DOS-1, DOS-3: held with the list of what is missing; the way out is on the order.
tours.add("customer_dossier_hold", {
    steps: () => [
        confirmOrder(),
        {
            content: "It says which papers are missing",
            trigger: ".o_notification:contains(Licence)",
        },
        {
            content: "and the order says it, too",
            trigger: ".alert-danger:contains(On hold: dossier):contains(Permit)",
        },
        {
            trigger: ".alert-danger button[name=action_request_dossier_waiver]",
            run: "click",
        },
        {
            content: "All missing papers are proposed",
            trigger: "[name=type_ids] .o_tag:contains(Permit)",
        },
        {
            trigger: ".o_form_view [name=reason] textarea",
            run: "edit The office reissues them this month.",
        },
        {
            trigger: ".o_statusbar_buttons button[name=action_submit]",
            run: "click",
        },
        {
            content: "It waits for one of the two directors",
            trigger: isInState("submitted"),
        },
    ],
});

// DOS-3: one click of the general manager.
tours.add("customer_dossier_sign", {
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
            content: "The reason is there to read",
            trigger: ".o_form_view [name=reason]:contains(reissues)",
        },
        {
            trigger: ".o_statusbar_buttons button[name=action_approve]",
            run: "click",
        },
        {
            trigger: isInState("approved"),
        },
    ],
});

// DOS-3: nothing stands against it any more.
tours.add("customer_dossier_trade", {
    steps: () => [
        {
            trigger: ".alert-success:contains(missing papers)",
        },
        confirmOrder(),
        {
            trigger: isInState("sale"),
        },
    ],
});

// DOS-2: the customer says how complete the dossier is, and what is missing.
tours.add("customer_dossier_see", {
    steps: () => [
        {
            trigger: ".o_notebook a.nav-link[name=customer_dossier]",
            run: "click",
        },
        {
            trigger: "[name=customer_dossier_completeness] .o_progressbar:contains(30)",
        },
        {
            trigger: "[name=customer_dossier_state]:contains(By Permission)",
        },
        {
            trigger: ".o_customer_dossier_missing:contains(Permit)",
        },
    ],
});
