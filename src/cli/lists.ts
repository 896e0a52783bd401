import type { Claim } from "../audit/claim.ts";
import type { Adversary } from "../../adversaries/index.ts";
import type { Law } from "../../properties/law.ts";

/** One thing of a list: its cells for people, and all of it as data. */
export interface ListItem {
  readonly cells: readonly string[];
  readonly data: object;
  /** Lines for people who ask for it by its whole name, where there is more to say than fits into cells. */
  readonly about?: readonly string[];
}

/** A kind of thing that there is. */
export interface List {
  /** What has no heading is for pipes alone, where lines may be long. */
  readonly headings: readonly string[];
  /** The column that may be wrapped. */
  readonly wide: number;
  readonly items: readonly ListItem[];
  /** Below the list on a terminal. */
  readonly hint?: string;
}

async function loadLaws(): Promise<readonly Law[]> {
  return (await import("../../properties/index.ts")).laws;
}

async function loadClaims(): Promise<readonly Claim<never>[]> {
  return (await import("../audit/register.ts")).register.map(({ claim }) => claim);
}

/** The ids of those that share a clause with `clauses`. */
function sharing(
  clauses: readonly string[],
  others: readonly { readonly id: string; readonly clauses: readonly string[] }[],
): string[] {
  return others
    .filter((other) => other.clauses.some((clause) => clauses.includes(clause)))
    .map(({ id }) => id);
}

function count(ids: readonly string[], one: string): string {
  return `${ids.length} ${one}${ids.length === 1 ? "" : "s"}`;
}

async function listClaims(): Promise<List> {
  const [claims, laws] = await Promise.all([loadClaims(), loadLaws()]);
  return {
    headings: ["claim", "title", "source", "laws"],
    wide: 1,
    items: claims.map(({ id, title, quote, source, statement, clauses }) => {
      const own = sharing(clauses, laws);
      return {
        cells: [id, title, source, count(own, "law")],
        data: { id, title, quote, source, statement, clauses, laws: own },
      };
    }),
  };
}

async function listClauses(): Promise<List> {
  const [{ clauses }, claims, laws] = await Promise.all([
    import("../conformance/clauses.ts"),
    loadClaims(),
    loadLaws(),
  ]);
  return {
    headings: ["clause", "level", "laws", "what it demands"],
    wide: 3,
    items: clauses.map((clause) => {
      const own = sharing([clause.id], laws);
      const [sentence = ""] = clause.text.split(/(?<=\.)\s/u);
      return {
        cells: [clause.id, clause.level, count(own, "law"), sentence],
        data: { ...clause, laws: own, claims: sharing([clause.id], claims) },
      };
    }),
  };
}

async function listLaws(): Promise<List> {
  const [claims, laws] = await Promise.all([loadClaims(), loadLaws()]);
  return {
    headings: ["law", "what it demands", "clauses"],
    wide: 1,
    items: laws.map(({ id, kind, sentence, clauses, needs }) => ({
      cells: [id, sentence, clauses.join(" ")],
      data: { id, kind, sentence, clauses, needs, claims: sharing(clauses, claims) },
    })),
  };
}

/** As many inputs as a default audit has clusters. */
const EXAMPLE_INPUTS = 12;

async function listRules(): Promise<List> {
  const [{ optionsOf, rules }, { preAggregators }, { aboutRule }] = await Promise.all([
    import("../rules/index.ts"),
    import("../rules/pre-aggregators/index.ts"),
    import("./about-rule.ts"),
  ]);
  return {
    headings: ["rule", "tolerates", "options", "aggregate"],
    wide: 3,
    hint: "All about one, its options and the public projects that do the same: cqsa list rules krum",
    items: rules.map((rule) => {
      const { id, definition, accepts, tolerates, maxTolerated, needs, asIn, options } = rule;
      const most = { inputs: EXAMPLE_INPUTS, f: maxTolerated(EXAMPLE_INPUTS) };
      return {
        cells: [
          id,
          tolerates,
          options.map(({ key }) => key).join(", ") || "no options",
          definition,
          asIn.length === 0 ? "" : `as in: ${asIn.join("; ")}`,
        ],
        data: {
          id,
          definition,
          accepts,
          tolerates,
          maxTolerated: most,
          needs: needs ?? null,
          asIn,
          options: optionsOf(rule),
        },
        about: aboutRule(rule, preAggregators),
      };
    }),
  };
}

/** What each kind of sight has, in a few words. */
const SIGHTS: Readonly<Record<string, string>> = {
  own: "own updates",
  statistics: "honest moments",
  everything: "all updates",
  transcript: "the server's view",
  candidates: "view, candidates",
  residues: "view, residues",
  readings: "own states",
  colluders: "view, colluders",
  masked: "masked vectors",
  pads: "all other pads",
};

/** What an adversary is shown. */
function sightOf(adversary: Adversary): string {
  switch (adversary.role) {
    case "client":
      return SIGHTS[adversary.knows] ?? adversary.knows;
    case "external":
      return "one client's link";
    case "colluders":
      return "their own qubits";
    case "server":
    case "masking":
      return SIGHTS[adversary.sees] ?? adversary.sees;
  }
}

async function listAdversaries(): Promise<List> {
  const { adversaries, partyAdversaries } = await import("../../adversaries/index.ts");
  return {
    headings: ["adversary", "what it does", "sees", "paper"],
    wide: 1,
    hint:
      "Paper: whether CQSA's threat model has it, or it goes beyond. All about one, its options and their " +
      "defaults: cqsa list adversaries client/ipm",
    items: [...adversaries, ...partyAdversaries].map((adversary) => {
      const { id, role, title, source, inPaper, options, clauses } = adversary;
      const sees = sightOf(adversary);
      const named = Object.keys(options).join(", ") || "no options";
      return {
        cells: [id, title, sees, inPaper ? "in" : "beyond", named, clauses.join(" ")],
        data: { id, role, title, source, sees, inPaper, options, clauses },
        about: [
          `${id}: ${title}`,
          `source: ${source}`,
          `sees: ${sees}; ${inPaper ? "in" : "beyond"} CQSA's threat model; ${clauses.join(", ")}`,
          ...Object.entries(options).map(([key, spec]) => {
            const most = spec.kind === "choice" ? `one of ${spec.choices.join(", ")}; ` : "";
            return `  ${key}=${spec.default}: ${most}${spec.meaning}`;
          }),
        ],
      };
    }),
  };
}

/** What `cqsa list` can list; each is loaded only when it is asked for. */
export const LISTS: Readonly<Record<string, () => Promise<List>>> = {
  claims: listClaims,
  clauses: listClauses,
  laws: listLaws,
  adversaries: listAdversaries,
  rules: listRules,
};
