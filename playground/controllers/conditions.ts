/**
 * The conditions of a status as Knative's reconcilers handle them (knative.dev/pkg apis/condition_set.go): one of them
 * is happy when all it depends on are, and says what the unhappy one says.
 */
import type { Condition } from '#knative/conditions.ts';
import { conditionsOf } from '#knative/conditions.ts';
import type { Json, JsonObject } from '#knative/json.ts';
import { type Clock, timestamp } from '../clock.ts';
import type { ApiObject } from '../api/object.ts';

export interface ConditionSet {
  readonly happy: string;
  /** What `happy` depends on. */
  readonly dependents: readonly string[];
  /** As in 2019: a new generation says nothing before it was looked at. */
  readonly quiet?: true;
}

type Status = Condition['status'];

interface Mark {
  readonly type: string;
  readonly status: Status;
  readonly reason: string;
  readonly message: string;
}

/** A mark, and when it was last changed; what changes now is later than all that was stored. */
interface Dated extends Mark {
  readonly time: string;
  readonly order: number;
}

/** The conditions of one object while it is looked at. */
export class Conditions {
  readonly #set: ConditionSet;
  readonly #now: string;
  #order = 0;
  #list: readonly Dated[];

  /** Begins with what is stored; what is missing is unknown, and a new generation has not been observed yet. */
  constructor(set: ConditionSet, object: ApiObject, clock: Clock, newGeneration: boolean) {
    this.#set = set;
    this.#now = timestamp(clock.now());
    this.#list = conditionsOf(object).map(dated);
    this.#initialize();
    if (newGeneration && set.quiet !== true) {
      this.mark(set.happy, 'Unknown', 'NewObservedGenFailure', 'unsuccessfully observed a new generation');
    }
  }

  get(type: string): Mark | undefined {
    return this.#list.find((one) => one.type === type);
  }

  is(type: string, status: Status): boolean {
    return this.get(type)?.status === status;
  }

  mark(type: string, status: Status, reason = '', message = ''): void {
    switch (status) {
      case 'True':
        this.#put({ type, status, reason, message });
        return this.#recompute(type);
      case 'False':
        this.#put({ type, status, reason, message });
        if (this.#isDependent(type)) this.#put({ type: this.#set.happy, status, reason, message });
        return;
      case 'Unknown':
        return this.#markUnknown({ type, status, reason, message });
    }
  }

  /** As they are stored: by type, and without what is empty. */
  list(): readonly Json[] {
    return this.#list.map(({ type, status, reason, message, time }): JsonObject => ({
      lastTransitionTime: time,
      ...(message !== '' && { message }),
      ...(reason !== '' && { reason }),
      ...(!this.#isTerminal(type) && { severity: 'Info' }),
      status,
      type,
    }));
  }

  #initialize(): void {
    const { happy, dependents } = this.#set;
    if (this.get(happy) === undefined) this.#put({ type: happy, status: 'Unknown', reason: '', message: '' });
    const status = this.is(happy, 'True') ? 'True' : 'Unknown';
    for (const type of dependents) {
      if (this.get(type) === undefined) this.#put({ type, status, reason: '', message: '' });
    }
  }

  /** What failed trumps what is not known. */
  #markUnknown(mark: Mark): void {
    const { happy, dependents } = this.#set;
    this.#put(mark);
    if (dependents.some((type) => this.is(type, 'False'))) {
      if (!this.is(happy, 'False')) this.#put({ ...mark, type: happy, status: 'False' });
    } else if (this.#isDependent(mark.type)) {
      this.#put({ ...mark, type: happy });
    }
  }

  /** The newest unhappy one speaks for all. */
  #recompute(type: string): void {
    const { happy, dependents } = this.#set;
    const terminal = this.#list.filter((one) => this.#isDependent(one.type)).toSorted(newestFirst);
    const unhappy =
      terminal.find(({ status }) => status === 'False') ??
      terminal.find(({ status }) => status === 'Unknown');
    if (unhappy !== undefined) this.#put({ ...bare(unhappy), type: happy });
    else if (terminal.length < dependents.length) {
      this.#put({ type: happy, status: 'Unknown', reason: '', message: '' });
    } else if (type !== happy) this.#put({ type: happy, status: 'True', reason: '', message: '' });
  }

  #put(mark: Mark): void {
    const before = this.#list.find(({ type }) => type === mark.type);
    if (before !== undefined && isSame(before, mark)) return;
    this.#order += 1;
    const rest = this.#list.filter(({ type }) => type !== mark.type);
    const all = [...rest, { ...mark, time: this.#now, order: this.#order }];
    this.#list = all.toSorted((a, b) => (a.type < b.type ? -1 : 1));
  }

  #isDependent(type: string): boolean {
    return this.#set.dependents.includes(type);
  }

  #isTerminal(type: string): boolean {
    return type === this.#set.happy || this.#isDependent(type);
  }
}

function dated({ type, status, reason, message, lastTransitionTime }: Condition): Dated {
  return { type, status, reason, message, time: lastTransitionTime, order: 0 };
}

function bare({ type, status, reason, message }: Mark): Mark {
  return { type, status, reason, message };
}

function isSame(a: Mark, b: Mark): boolean {
  return a.status === b.status && a.reason === b.reason && a.message === b.message;
}

function newestFirst(a: Dated, b: Dated): number {
  return b.order - a.order || Date.parse(b.time) - Date.parse(a.time);
}
