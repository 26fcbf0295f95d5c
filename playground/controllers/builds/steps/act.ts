/** What a step writes while it runs, and how it ends: decided when it starts, and then played by the clock. */
import type { Json } from '#knative/json.ts';
import { listAt, textAt } from '../../../api/object.ts';

export interface Beat {
  /** Milliseconds since the beat before. */
  readonly after: number;
  /** One or more lines. */
  readonly text: string;
  /** Whether the last line goes on: it has no line end. */
  readonly isOpen?: true;
}

export interface Act {
  readonly beats: readonly Beat[];
  /** Milliseconds from the last line to the end. */
  readonly rest: number;
  /** Undefined: it never ends by itself. */
  readonly exitCode: number | undefined;
  /** What it wrote into files, by path. */
  readonly files: Readonly<Record<string, string>>;
}

/** The container of a step as it is to run. */
export interface Step {
  /** As it was written, before a registry gave its digest. */
  readonly image: string;
  readonly command: readonly string[];
  readonly args: readonly string[];
  /** The text of its script, where it is one. */
  readonly script: string | undefined;
  readonly env: Readonly<Record<string, string>>;
  readonly workingDir: string;
  /** What it finds on the stage. */
  readonly props: Props;
}

export interface Props {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Whether the pod brings credentials for registries. */
  readonly canPush: boolean;
  /** The digest under which a registry knows an image. */
  readonly digestOf: (image: string) => string;
  /** Whether it is the builder's tools of 2019. */
  readonly isOld: boolean;
}

/** An act as it is written down. */
export class Script {
  readonly #beats: Beat[] = [];
  readonly #files: Record<string, string> = {};
  #waited = 0;

  wait(milliseconds: number): this {
    this.#waited += milliseconds;
    return this;
  }

  line(text: string, after = 150): this {
    this.#beats.push({ after: this.#waited + after, text });
    this.#waited = 0;
    return this;
  }

  /** A line without an end. */
  open(text: string, after = 20): this {
    this.#beats.push({ after: this.#waited + after, text, isOpen: true });
    this.#waited = 0;
    return this;
  }

  lines(texts: readonly string[], after = 150): this {
    for (const text of texts) this.line(text, after);
    return this;
  }

  file(path: string, text: string): this {
    this.#files[path] = text;
    return this;
  }

  /** Takes over what another act does. */
  play({ beats, rest, files }: Act): this {
    for (const { after, text, isOpen } of beats) {
      if (isOpen === true) this.open(text, after);
      else this.line(text, after);
    }
    for (const [path, text] of Object.entries(files)) this.file(path, text);
    return this.wait(rest);
  }

  end(exitCode: number | undefined = 0): Act {
    return { beats: this.#beats, rest: this.#waited + 100, exitCode, files: this.#files };
  }
}

/** The variables of a container that have a value of their own. */
export function variablesOf(container: Json): Readonly<Record<string, string>> {
  return Object.fromEntries(
    listAt(container, 'env').map((one) => [textAt(one, 'name'), textAt(one, 'value')] as const),
  );
}

/** The value of an option, given as `--name=value`, `--name value` or with one dash. */
export function optionOf(args: readonly string[], ...names: readonly string[]): string | undefined {
  for (const [index, arg] of args.entries()) {
    const match = /^--?([\w-]+)(?:=(.*))?$/s.exec(arg);
    if (match !== null && names.includes(match[1] ?? '')) return match[2] ?? args[index + 1] ?? '';
  }
  return undefined;
}
