/**
 * The recording of the real controllers against ours: for the same requests every object goes through the same states.
 * What two controllers do at the same time comes in an order of chance on a real cluster; the states that were seen only
 * because of it are named in `byChance`, and counted.
 */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { annotationsOf, labelsOf, numberAt, textAt } from '#playground/api/object.ts';
import {
  conditionLine,
  nameIn,
  recorded,
  replayed,
  type Run,
  type Seen,
  statusText,
  trafficLine,
} from './recording.ts';

let real: ReturnType<typeof recorded>;
let ours: Run;

before(() => {
  real = recorded();
  ours = replayed();
});

/** The end of everything: in which order the garbage collector goes about it is its own affair. */
const deletions = ['delete revision in use', 'delete service'];

/** States of the recording that came of reading a moment too late, with how often each was seen. */
interface Chance {
  readonly why: string;
  readonly fits: (line: string) => boolean;
  readonly times: number;
  /** What would have been seen otherwise; nothing where absent. */
  readonly instead?: (line: string) => string;
}

const byChance: readonly Chance[] = [
  {
    why: 'a ServerlessService that is ready, of an older generation',
    fits: (line) => /(Ready|Active)=Unknown\/NotReady \|/.test(line),
    times: 4,
  },
  {
    why: 'a Deployment that is available before the PodAutoscaler has noticed',
    fits: (line) => line.includes('ContainerHealthy=True | Ready=Unknown/Deploying'),
    times: 2,
  },
  {
    why: 'the status of a Revision, put together from what it was before its Deployment was made',
    fits: (line) => line.includes('Active=Unknown/Queued') && line.includes('ContainerHealthy=Unknown |'),
    times: 2,
    instead: (line) => line.replace('ContainerHealthy=Unknown |', 'ContainerHealthy=Unknown/Deploying |'),
  },
];

function chanceOf(line: string): number {
  return byChance.findIndex(({ fits }) => fits(line));
}

/** What each object of these kinds went through, one line for each state; `skipped` counts what chance explains. */
function courses(
  run: Run,
  kinds: RegExp,
  describeState: (seen: Seen) => string,
  skipped: number[] = [],
): Record<string, readonly string[]> {
  const all = new Map<string, string[]>();
  for (const seen of run.seen) {
    const name = nameIn(seen);
    if (!kinds.test(name) || deletions.includes(seen.step)) continue;
    const line = `[${seen.step}] ${seen.type === 'DELETED' ? 'deleted' : describeState(seen)}`;
    const course = all.get(name) ?? [];
    all.set(name, course);
    if (course.at(-1) === line) continue;
    const chance = chanceOf(line);
    if (chance >= 0) skipped[chance] = (skipped[chance] ?? 0) + 1;
    const read = chance < 0 ? line : byChance[chance]?.instead?.(line);
    if (read !== undefined) course.push(read);
  }
  return Object.fromEntries([...all].map(([name, course]) => [name, withoutRepetitions(course)]));
}

/** Where a state of chance was left out, the one before and the one after may be the same. */
function withoutRepetitions(lines: readonly string[]): readonly string[] {
  return lines.filter((line, index) => line !== lines[index - 1]);
}

describe('the replay of the canary rollout', () => {
  it('answers each request as the real cluster did', () => {
    const refusals = (run: Run): readonly string[] =>
      run.answers.map(
        ({ step, status, message }) => `${step}: ${status >= 400 ? `${status} ${message}` : 'accepted'}`,
      );
    assert.deepEqual(refusals(ours), refusals(real));
    assert.equal(ours.answers.filter(({ status }) => status >= 400).length, 2);
  });

  const kinds = {
    Service: /^Service\.serving/,
    Configuration: /^Configuration\./,
    Revision: /^Revision\./,
    Route: /^Route\./,
    PodAutoscaler: /^PodAutoscaler\./,
    ServerlessService: /^ServerlessService\./,
    Ingress: /^Ingress\./,
    Deployment: /^Deployment\./,
  };

  for (const [kind, pattern] of Object.entries(kinds)) {
    it(`leads each ${kind} through the same conditions, reasons and messages`, () => {
      const state = ({ object }: Seen): string => conditionLine(object);
      const expected = courses(real, pattern, state);
      assert.ok(Object.values(expected).flat().length > 3, 'the recording has some');
      const actual = courses(ours, pattern, state);
      // The Configuration's first failure came with the next request already under way.
      if (kind === 'Configuration') return assert.deepEqual(stepless(actual), stepless(expected));
      assert.deepEqual(actual, expected);
    });
  }

  it('leaves out what chance explains, and nothing else', () => {
    const skipped: number[] = byChance.map(() => 0);
    courses(real, /^(Revision|PodAutoscaler)\./, ({ object }) => conditionLine(object), skipped);
    assert.deepEqual(
      skipped,
      byChance.map(({ times }) => times),
    );
  });

  it('shows the same traffic with the same addresses, on Services and Routes', () => {
    const state = ({ object }: Seen): string =>
      [trafficLine(object), statusText(object, 'url'), statusText(object, 'address')].join(' | ');
    assert.deepEqual(
      courses(ours, /^(Service\.serving|Route)/, state),
      courses(real, /^(Service\.serving|Route)/, state),
    );
  });

  it('names the same revisions as created and as ready, for the same generations', () => {
    const state = ({ object }: Seen): string =>
      [
        numberAt(object.metadata, 'generation'),
        statusText(object, 'observedGeneration'),
        statusText(object, 'latestCreatedRevisionName'),
        statusText(object, 'latestReadyRevisionName'),
      ].join(' ');
    const pattern = /^(Service\.serving|Configuration|Route)/;
    assert.deepEqual(stepless(courses(ours, pattern, state)), stepless(courses(real, pattern, state)));
  });

  it('marks which revisions are routed', () => {
    const state = ({ object }: Seen): string =>
      [
        labelsOf(object)['serving.knative.dev/routingState'],
        labelsOf(object)['serving.knative.dev/configurationGeneration'],
        annotationsOf(object)['serving.knative.dev/routes'],
      ].join(' ');
    const expected = courses(real, /^Revision\./, state);
    // The labeler of the recording looked once between two writes, and took back at once what it then did.
    const flicker = '[named revision with gradual rollout] reserve 4 ';
    const red = 'Revision.serving.knative.dev canary-red';
    const steady = {
      ...expected,
      [red]: withoutRepetitions((expected[red] ?? []).filter((line) => line !== flicker)),
    };
    assert.equal((expected[red] ?? []).filter((line) => line === flicker).length, 1);
    assert.deepEqual(courses(ours, /^Revision\./, state), steady);
  });

  it('moves the gradual rollout by the same steps', () => {
    const state = ({ object }: Seen): string =>
      (annotationsOf(object)['networking.internal.knative.dev/rollout'] ?? '').replaceAll(
        /"(starttime|nextStepTime)":\d+/g,
        '"$1":0',
      );
    const expected = courses(real, /^Ingress\./, state);
    assert.equal(Object.values(expected).flat().length, 29);
    assert.deepEqual(courses(ours, /^Ingress\./, state), expected);
  });

  it('scales by the same numbers', () => {
    const state = ({ object }: Seen): string =>
      `${statusText(object, 'desiredScale')} ${statusText(object, 'actualScale')}`;
    assert.deepEqual(courses(ours, /^PodAutoscaler\./, state), courses(real, /^PodAutoscaler\./, state));
  });

  it('makes and deletes the same objects in each step', () => {
    const objects = (run: Run): readonly string[] =>
      run.seen
        .filter(
          (seen) =>
            seen.type !== 'MODIFIED' &&
            /^(?!Event|Endpoints|ReplicaSet|Image|ConfigMap|ServiceAccount)/.test(nameIn(seen)),
        )
        .map((seen) => `[${seen.step}] ${seen.type} ${nameIn(seen)}`)
        .toSorted();
    assert.deepEqual(objects(ours), objects(real));
  });

  it('tells the same events, but for those of accidents', () => {
    const accidents = ['FailedToUpdateEndpoint', 'UpdateFailed'];
    // The nodes of the recording were not real: nothing was scheduled or pulled there.
    const ofNodes = ['Scheduled', 'Pulling', 'Pulled', 'Created container', 'Started'];
    const told = (run: Run): readonly string[] => {
      const lines = run.seen
        .filter(({ object, type }) => object.kind === 'Event' && type === 'ADDED')
        .map(({ object }) => {
          const message = textAt(object, 'message').replaceAll(
            /-deployment-[a-z0-9]+(-[a-z0-9]{5})?/g,
            '-deployment-…',
          );
          return `${textAt(object, 'type')} ${textAt(object, 'reason')} ${message} ${textAt(object, 'reportingComponent')}`;
        });
      const isLeftOut = (line: string): boolean =>
        accidents.some((reason) => line.includes(` ${reason} `)) ||
        (/ (kubelet|default-scheduler)$/.test(line) && ofNodes.some((reason) => line.includes(reason)));
      return lines.filter((line) => !isLeftOut(line)).toSorted();
    };
    assert.deepEqual(told(ours), told(real));
    assert.ok(told(real).length > 20);
  });
});

/** Without the steps: what begins in one may show in the next. */
function stepless(all: Record<string, readonly string[]>): Record<string, readonly string[]> {
  const bare = (lines: readonly string[]): readonly string[] =>
    withoutRepetitions(lines.map((line) => line.replace(/^\[[^\]]*\] /, '')));
  return Object.fromEntries(Object.entries(all).map(([name, lines]) => [name, bare(lines)]));
}
