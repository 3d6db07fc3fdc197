import {FormController} from "@web/views/form/form_controller";
import {formView} from "@web/views/form/form_view";
import {registry} from "@web/core/registry";

/**
 * A form that says which version of the record it has read, whenever it saves: what
 * somebody else has written meanwhile is not overwritten.
 */
export class FollowupFormController extends FormController {
    async onWillSaveRecord(record, changes) {
        const canSave = await super.onWillSaveRecord(record, changes);
        if (record.resId && Object.keys(changes).length) {
            changes.record_version = record.data.record_version;
        }
        return canSave;
    }
}

registry.category("views").add("customer_followup_form", {
    ...formView,
    Controller: FollowupFormController,
});
