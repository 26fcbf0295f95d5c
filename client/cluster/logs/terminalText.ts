/** Log lines for a terminal. Nothing that a log contains is a command to it; colours and styles alone stay. Pure. */
import { harmless } from './harmlessText.ts';
import type { LogLine, LogNote } from './logs.ts';

const escape = '\u001B';
const [reset, faint] = [`${escape}[0m`, `${escape}[2m`];
/** Of the sixteen that follow the theme: cyan, yellow, green, magenta, blue and their brighter ones. */
const palette = [36, 33, 32, 35, 34, 96, 93, 92, 95, 94];

/** Styles begun in one line do not reach the next. */
export function terminalLine({ pod, text }: LogLine, showPod: boolean): string {
  const prefix = showPod ? `${escape}[${colourOf(pod)}m${harmless(shortPod(pod))}${reset} ` : '';
  return `${prefix}${harmless(text)}${reset}\r\n`;
}

export function terminalNote(text: string): string {
  return `${faint}— ${harmless(text)}${reset}\r\n`;
}

/** Long lines of one log are told apart by pod: its last part, which is the part that differs. */
export function shortPod(pod: string): string {
  return pod.slice(pod.lastIndexOf('-') + 1) || pod;
}

/** Which pod a note is about; '' where about none. */
export function podOfNote(note: LogNote): string {
  return note.kind === 'idle' ? '' : note.pod;
}

/** The same pod always has the same colour. */
function colourOf(pod: string): number {
  let hash = 0;
  for (const character of pod) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 1_000_003;
  return palette[hash % palette.length] ?? 39;
}
