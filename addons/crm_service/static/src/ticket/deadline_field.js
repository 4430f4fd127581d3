import { registry } from "@web/core/registry";
import { capitalize } from "@web/core/utils/strings";
import {
    RemainingDaysField,
    remainingDaysField,
} from "@web/views/fields/remaining_days/remaining_days_field";

const { DateTime } = luxon;

/** What is due within a day is told in hours, the rest in days: never "next month" of tomorrow. */
export function tellDeadline(value, now) {
    if (Math.abs(value.diff(now, "hours").hours) < 24) {
        return value.toRelative({ base: now });
    }
    return value.toRelativeCalendar({ base: now, unit: "days" });
}

export class DeadlineField extends RemainingDaysField {
    get diffString() {
        const value = this.props.record.data[this.props.name];
        if (!value || Math.abs(this.diffDays) > 99) {
            return super.diffString;
        }
        return capitalize(tellDeadline(value, DateTime.local()));
    }
}

registry.category("fields").add("crm_service_deadline", {
    ...remainingDaysField,
    component: DeadlineField,
    supportedTypes: ["datetime"],
});
