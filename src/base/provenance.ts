/** What made a report. */
export interface Provenance {
  readonly version: string;
  /** The commit of the checkout, where there is one. */
  readonly commit: string | null;
  readonly node: string;
  readonly command: string;
  readonly seed: string;
}
