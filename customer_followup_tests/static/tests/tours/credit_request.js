import {registry} from "@web/core/registry";

/**
 * Another credit limit for a customer: asked for by a salesperson, signed or refused by
 * the offices one after the other. One tour for each person; the tests play them in
 * order, each with the address where that person begins.
 */
const tours = registry.category("web_tour.tours");

const isInState = (state) =>
    `.o_statusbar_status .o_arrow_button_current[data-value=${state}]`;
const stepOf = (state) => `.o_customer_approval_step[data-state=${state}]`;

function fillInAndSubmit() {
    return [
        {
            trigger: ".o_form_view [name=requested_limit] input",
            run: "edit 5000",
        },
        {
            trigger: ".o_form_view [name=reason] textarea",
            run: "edit They buy three times as much as last year.",
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
            content: "The line of steps says who is asked first, and since when",
            trigger: `${stepOf("open")}[aria-current=step]:first time`,
        },
        {
            content: "Two more sign later",
            trigger: `${stepOf("waiting")}:eq(1)`,
        },
    ];
}

function openFromSystray() {
    return [
        {
            content: "The menu bar says that one document waits for me",
            trigger: ".o_customer_approval_systray button:contains(1)",
            run: "click",
        },
        {
            content: "It is in the list To Sign: open it",
            trigger: ".o_list_view .o_data_row:only-child td[name=document]",
            run: "click",
        },
        {
            content: "It is my turn",
            trigger: `${stepOf("open")}[aria-current=step]`,
        },
    ];
}

function confirmOrder() {
    return {
        trigger: ".o_statusbar_buttons button[name=action_confirm]:visible",
        run: "click",
    };
}

// CRD-1: the salesperson asks for a higher limit on the customer's form.
tours.add("customer_credit_request", {
    steps: () => [
        {
            trigger: ".o_form_view .o_notebook a.nav-link[name=sales_purchases]",
            run: "click",
        },
        {
            trigger: "button[name=action_request_credit_change]",
            run: "click",
        },
        ...fillInAndSubmit(),
    ],
});

// CRD-1: one of the offices reads the request and signs it with one click.
tours.add("customer_credit_sign", {
    url: "/odoo",
    steps: () => [
        ...openFromSystray(),
        {
            trigger: ".o_statusbar_buttons button[name=action_approve]",
            run: "click",
        },
        {
            content: "My part is done",
            trigger: ".o_form_view:not(:has(button[name=action_approve]))",
        },
        {
            content: "My signature is on the line of steps",
            trigger: `${stepOf("approved")} time`,
        },
    ],
});

// CRD-2: the finance head refuses, with a reason.
tours.add("customer_credit_refuse", {
    url: "/odoo",
    steps: () => [
        ...openFromSystray(),
        {
            trigger: ".o_statusbar_buttons button[data-hotkey=j]",
            run: "click",
        },
        {
            trigger: ".modal [name=comment] textarea",
            run: "edit Three invoices are overdue.",
        },
        {
            trigger: ".modal footer button[name=action_confirm]:visible",
            run: "click",
        },
        {
            content: "It has ended",
            trigger: isInState("refused"),
        },
        {
            content: "Nobody is asked any more",
            trigger: `.o_form_view:not(:has(${stepOf("open")}))`,
        },
    ],
});

// CRD-2: the requester sees who refused, and why.
tours.add("customer_credit_see_refusal", {
    steps: () => [
        {
            trigger: isInState("refused"),
        },
        {
            content: "Who",
            trigger: `${stepOf("refused")}:contains(Finance Head)`,
        },
        {
            content: "Why",
            trigger: `${stepOf("refused")} blockquote:contains(Three invoices are overdue.)`,
        },
    ],
});

// CRD-1: an order beyond the limit is held; the way out is on the order.
tours.add("customer_credit_hold", {
    steps: () => [
        confirmOrder(),
        {
            content: "It is on hold, and says what to do",
            trigger: ".o_form_view .alert button[name=action_request_credit_change]",
            run: "click",
        },
        ...fillInAndSubmit(),
    ],
});

// CRD-2: once the limit is higher, the same order goes through.
tours.add("customer_credit_release", {
    steps: () => [
        confirmOrder(),
        {
            trigger: isInState("sale"),
        },
    ],
});
