/**
 * Log lines for a terminal. Nothing that a log contains is a command to it: what controls a terminal is shown, never done.
 * Colours and styles alone (SGR) stay. Pure.
 */
import type { LogLine, LogNote } from './logs.ts';

const escape = '\u001B';
const styled = new RegExp(String.raw`${escape}\[[\d;:]*m`);
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

/** CSI … m sets colours and styles. Everything else from C0, DEL and C1 is shown as a picture of itself. */
function harmless(text: string): string {
  let result = '';
  let rest = text.endsWith('\r') ? text.slice(0, -1) : text;
  for (;;) {
    const style = styled.exec(rest);
    if (style === null) return result + pictured(rest);
    result += pictured(rest.slice(0, style.index)) + style[0];
    rest = rest.slice(style.index + style[0].length);
  }
}

function pictured(text: string): string {
  return text.replaceAll(/[^\P{Cc}\t]|[\u202A-\u202E\u2066-\u2069]/gu, (control) => {
    const code = control.codePointAt(0) ?? 0;
    if (code < 0x20) return String.fromCodePoint(0x24_00 + code);
    if (code === 0x7f) return '\u2421';
    return '\uFFFD';
  });
}
