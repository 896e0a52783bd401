/** The claims that have an entry; one file each. */
export { av1 } from "./av-1.ts";
export { fi1 } from "./fi-1.ts";
export { fi2 } from "./fi-2.ts";
export { fi3 } from "./fi-3.ts";
export { fi4 } from "./fi-4.ts";
export { fi5 } from "./fi-5.ts";
export { ph1 } from "./ph-1.ts";
export { ph2 } from "./ph-2.ts";
export { ph3 } from "./ph-3.ts";
export { ph4 } from "./ph-4.ts";
export { ph5 } from "./ph-5.ts";
export { ph6 } from "./ph-6.ts";
export { pr8 } from "./pr-8.ts";
export { qn1 } from "./qn-1.ts";
