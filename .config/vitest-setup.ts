import fc from "fast-check";

/** One seed for every generated case, so that a test that fails once fails again; FC_SEED tries others. */
fc.configureGlobal({ seed: Number(process.env["FC_SEED"] ?? 20_260_222) });
