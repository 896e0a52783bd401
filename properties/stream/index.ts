import type { Law } from "../law.ts";
import { integerForms } from "./integer-forms.ts";
import { noRequest } from "./no-request.ts";
import { notJson } from "./not-json.ts";
import { notification } from "./notification.ts";
import { numberBeyondRange } from "./number-beyond-range.ts";

export const streamLaws: readonly Law[] = [notJson, noRequest, notification, integerForms, numberBeyondRange];
