import type { Law } from "../law.ts";
import { acrossRestart } from "./across-restart.ts";
import { orderOfCalls } from "./order-of-calls.ts";
import { sameSeedSameAnswer } from "./same-seed-same-answer.ts";
import { seedsMatter } from "./seeds-matter.ts";

export const determinismLaws: readonly Law[] = [orderOfCalls, sameSeedSameAnswer, seedsMatter, acrossRestart];
