/** A command for kubectl, and what may be different where it is given to two clusters. */
import type { JsonObject } from '#knative/json.ts';

export interface Command {
  /** Parted by single spaces. */
  readonly args: string;
  /** Handed over on the standard input, as JSON. */
  readonly input?: JsonObject;
  /** The second user, who may only look. */
  readonly asViewer?: true;
  /** For a command that goes on by itself: what is done after the first event; it is ended after the second. */
  readonly meanwhile?: string;
  /** A part of what is printed that is not compared. */
  readonly except?: Exception;
}

export interface Exception {
  readonly part: RegExp;
  /** What it is, and why it is not the same. */
  readonly why: string;
}
