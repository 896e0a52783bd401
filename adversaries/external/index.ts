import type { ExternalAdversary } from "../external-adversary.ts";
import { interceptResend } from "./intercept-resend.ts";
import { passiveListener } from "./passive-listener.ts";
import { substitution } from "./substitution.ts";

/** Who is on the links of one client. */
export const externalAdversaries: readonly ExternalAdversary[] = [
  passiveListener,
  interceptResend,
  substitution,
];
