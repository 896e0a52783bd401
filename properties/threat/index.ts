import type { Law } from "../law.ts";
import { blindPartition } from "./blind-partition.ts";
import { containment } from "./containment.ts";
import { lostClustersHidden } from "./lost-clusters-hidden.ts";
import { masksHide } from "./masks-hide.ts";
import { showsNothingElse } from "./shows-nothing-else.ts";
import { sumsAlone } from "./sums-alone.ts";

export const threatLaws: readonly Law[] = [
  blindPartition,
  containment,
  lostClustersHidden,
  masksHide,
  showsNothingElse,
  sumsAlone,
];
