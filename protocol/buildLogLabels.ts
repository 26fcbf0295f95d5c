/** The words of a build's log in the user's language. */
export interface BuildLogLabels {
  readonly steps: string;
  readonly allSteps: string;
  readonly log: string;
  readonly search: string;
  readonly previous: string;
  readonly next: string;
  readonly matchCase: string;
  readonly useRegex: string;
  readonly wrap: string;
  readonly timestamps: string;
  readonly firstError: string;
  readonly places: string;
  readonly copy: string;
  readonly save: string;
  readonly rerun: string;
  readonly rerunWith: string;
  readonly useImage: string;
  readonly cancel: string;
  readonly follow: string;
  readonly showFailing: string;
  readonly empty: string;
}
