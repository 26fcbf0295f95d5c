/** Reads the settings of the autoscaler from annotations over config-autoscaler, and notes where each was found. */
import { parseDuration, second } from '../goNumbers.ts';

export type Texts = Readonly<Record<string, string>>;

/** Where a value comes from, by the key it stands under there. */
export type SettingOrigin =
  | { readonly from: 'annotation' | 'cluster'; readonly key: string; readonly value: string }
  /** The revision's own hard limit is less than what is asked for, or nothing is. */
  | { readonly from: 'containerConcurrency' }
  | { readonly from: 'default' };

/** What cannot be read is as if it were absent: admission has told it already. */
export class SettingReader<Name extends string> {
  readonly #annotations: Texts;
  readonly #config: Texts;
  readonly #origins = new Map<Name, SettingOrigin>();

  constructor(annotations: Texts, config: Texts) {
    this.#annotations = annotations;
    this.#config = config;
  }

  /** Complete once everything was read. */
  get origins(): Readonly<Record<Name, SettingOrigin>> {
    return Object.fromEntries(this.#origins) as Record<Name, SettingOrigin>;
  }

  note(name: Name, origin: SettingOrigin): void {
    this.#origins.set(name, origin);
  }

  number(name: Name, annotation: string | undefined, config: string | undefined, fallback: number): number {
    return this.#first(name, annotation, config, finite) ?? fallback;
  }

  seconds(name: Name, annotation: string | undefined, config: string | undefined, fallback: number): number {
    return this.#first(name, annotation, config, seconds) ?? fallback;
  }

  word(
    name: Name,
    annotation: string | undefined,
    config: string | undefined,
    known?: readonly string[],
  ): string | undefined {
    const parse = (text: string): string | undefined =>
      known === undefined || known.includes(text) ? text : undefined;
    return this.#first(name, annotation, config, parse);
  }

  #first<T>(
    name: Name,
    annotation: string | undefined,
    config: string | undefined,
    parse: (text: string) => T | undefined,
  ): T | undefined {
    for (const [from, key, texts] of [
      ...(annotation === undefined ? [] : this.#keys(annotation)),
      ...(config === undefined ? [] : [['cluster', config, this.#config] as const]),
    ]) {
      const text = Object.hasOwn(texts, key) ? texts[key] : undefined;
      const value = text === undefined || text === '' ? undefined : parse(text);
      if (text !== undefined && value !== undefined) {
        this.note(name, { from, key, value: text });
        return value;
      }
    }
    this.note(name, { from: 'default' });
    return undefined;
  }

  /** The spelling of old counts only where today's is absent. */
  #keys(annotation: string): readonly (readonly ['annotation', string, Texts])[] {
    const key = `autoscaling.knative.dev/${annotation}`;
    const old = `autoscaling.knative.dev/${camelCase(annotation)}`;
    return [['annotation', Object.hasOwn(this.#annotations, key) ? key : old, this.#annotations]];
  }
}

function finite(text: string): number | undefined {
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

function seconds(text: string): number | undefined {
  const duration = parseDuration(text);
  return duration === undefined ? undefined : Number(duration) / Number(second);
}

function camelCase(key: string): string {
  return key.replaceAll(/-([a-z])/g, (_all, letter: string) => letter.toUpperCase());
}
