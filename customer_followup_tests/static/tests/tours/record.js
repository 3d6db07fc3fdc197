import {registry} from "@web/core/registry";

/** Draw a line with a finger into the field for signatures. */
async function drawSignature() {
    const canvas = document.querySelector("canvas.o_web_sign_signature");
    const box = canvas.getBoundingClientRect();
    const touch = (kind, x, y) =>
        canvas.dispatchEvent(
            new PointerEvent(kind, {
                bubbles: true,
                button: 0,
                buttons: kind === "pointerup" ? 0 : 1,
                clientX: box.x + box.width * x,
                clientY: box.y + box.height * y,
                isPrimary: true,
                pointerId: 1,
                pressure: 0.5,
            })
        );
    touch("pointerdown", 0.2, 0.7);
    for (let step = 1; step < 20; step++) {
        // as fast as a hand: what comes at once is left out
        await new Promise((resolve) => setTimeout(resolve, 20));
        touch("pointermove", 0.2 + step * 0.03, step % 5 ? 0.3 : 0.7);
    }
    touch("pointerup", 0.8, 0.4);
}

/** VIS-6, VIS-8, FUP-8: record a visit, with a promise and the customer's signature. */
registry.category("web_tour.tours").add("customer_followup_record", {
    steps: () => [
        {
            content: "Who was spoken to",
            trigger: ".o_form_view [name=contact_id] input",
            run: "click",
        },
        {
            trigger:
                "[name=contact_id] .o-autocomplete--dropdown-item a:contains(Ms Lin)",
            run: "click",
        },
        {
            trigger: `[name=result] .o_selection_badge[value='"need"']`,
            run: "click",
        },
        {
            trigger: `[name=satisfaction] .o_selection_badge[value='"5"']`,
            run: "click",
        },
        {
            trigger: "[name=duration_minutes] input",
            run: "edit 35",
        },
        {
            trigger: "[name=customer_opinion] textarea",
            run: "edit Dry bags",
        },
        {
            content: "Who signs",
            trigger: "[name=signed_by] input",
            run: "edit Ms Lin",
        },
        {
            trigger: "[name=signature] .o_signature",
            run: "click",
        },
        {
            trigger: ".modal .o_web_sign_draw_button",
            run: "click",
        },
        {
            content: "She draws her name",
            trigger: ".modal:has(.o_web_sign_draw_button.active) canvas",
            run: drawSignature,
        },
        {
            trigger: ".modal footer button.btn-primary:enabled",
            run: "click",
        },
        {
            trigger: "body:not(:has(.modal)) [name=signature] img.o_signature",
        },
        {
            content: "What was promised",
            trigger: "[name=promise_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        {
            trigger: "[name=promise_ids] [name=description] :is(input, textarea)",
            run: "edit Send the certificate",
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
            content: "It cannot be changed any more",
            trigger: "[name=customer_opinion]:not(:has(textarea))",
        },
    ],
});

/** FUP-8: a stranger reads the record and signs it by the link. */
registry.category("web_tour.tours").add("customer_followup_sign", {
    steps: () => [
        {
            content: "The record is shown",
            trigger: "table:contains(Blue Mill)",
        },
        {
            trigger: ".o_web_sign_name_input",
            run: "edit Ms Lin",
        },
        {
            trigger: "canvas.o_web_sign_signature",
            run: drawSignature,
        },
        {
            trigger: ".o_portal_sign_submit:enabled",
            run: "click",
        },
        {
            trigger: ".alert-success",
        },
    ],
});
