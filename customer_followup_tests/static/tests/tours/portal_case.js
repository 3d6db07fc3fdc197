import {registry} from "@web/core/registry";

/**
 * A customer in the portal: registers a complaint, reads how it stands, and says whether
 * the solution is satisfying. One tour for each visit; the test lets the staff work in
 * between.
 */
const tours = registry.category("web_tour.tours");

const isOf = (status) => ({
    content: `The customer reads the status ${status}`,
    trigger: `.o_case_status[data-status=${status}]`,
});
const send = (trigger) => ({trigger, run: "click", expectUnloadPage: true});

// CMP-1: with the customer's own words and wish.
tours.add("customer_portal_register", {
    steps: () => [
        send(
            ".o_portal_navbar form[action='/new/ticket'] button, a[href='/new/ticket']"
        ),
        {trigger: ".o_case_form select[name=kind]", run: "select complaint"},
        {trigger: ".o_case_form input[name=subject]", run: "edit Wrong analysis"},
        {
            trigger: ".o_case_form textarea[name=description]",
            run: "edit The pH value cannot be right.",
        },
        {trigger: ".o_case_form textarea[name=wish]", run: "edit A correct report"},
        {trigger: ".o_case_form input[name=phone]", run: "edit +86 512 5555"},
        send(".o_case_form button[type=submit]"),
        isOf("received"),
        {trigger: ".o_portal_wrap:contains(A correct report)"},
    ],
});

// CMP-9: what is not satisfying is said, and handled again.
tours.add("customer_portal_decline", {
    steps: () => [
        send(".o_case_list a:contains(Wrong analysis)"),
        isOf("confirm"),
        {
            trigger: ".o_case_question textarea[name=comment]",
            run: "edit The value is still wrong",
        },
        send(".o_case_question button[value=no]"),
        isOf("looking"),
        {trigger: ".alert-success"},
    ],
});

// CMP-9: and in the end it is settled.
tours.add("customer_portal_confirm", {
    steps: () => [
        send(".o_case_list a:contains(Wrong analysis)"),
        isOf("confirm"),
        send(".o_case_question button[value=yes]"),
        isOf("closed"),
        {trigger: ".alert-success"},
    ],
});
