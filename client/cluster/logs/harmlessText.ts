/**
 * A line of a log as it may be shown: printable text, tabs, and colours and styles (SGR) alone. Nothing of it is a
 * command to a terminal, and nothing turns letters around. Pure.
 */

/**
 * What moves a cursor, clears a screen or asks a terminal (CSI) carries no text and is left out; every other control is
 * shown as a picture of itself, so that what stood inside a title, a link or a device string is seen and not done.
 */
export function harmless(line: string): string {
  const text = lastState(line);
  if (!special.test(text)) return text;
  return text
    .replaceAll(controls, (sequence, style?: string) => {
      if (style !== undefined) return style;
      return sequence.length > 1 ? '' : pictureOf(sequence);
    })
    .toWellFormed();
}

/** Without colours and styles; of harmless text. */
export function withoutStyles(text: string): string {
  return text.includes(escape) ? text.replaceAll(styles, '') : text;
}

const escape = '\u001B';
const styles = new RegExp(String.raw`${escape}\[[\d;:]*m`, 'g');

/** C0 but the tab, DEL, C1, marks and controls of the writing direction, separators of lines, halves of characters. */
const unwanted = String.raw`[\0-\x08\x0A-\x1F\x7F-\x9F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]`;
const special = new RegExp(String.raw`${unwanted}|\p{Cs}`, 'u');
/** ECMA-48 5.4: parameters, intermediate bytes, a final byte. Their sets share nothing, so nothing is tried twice. */
const controls = new RegExp(
  String.raw`(${escape}\[[\d;:]*m)|(?:${escape}\[|\x9B)[\x30-\x3F]*[\x20-\x2F]*[\x40-\x7E]|${unwanted}`,
  'g',
);

/** Programs that show progress write over their line: what stood there last counts. */
function lastState(line: string): string {
  if (!line.includes('\r')) return line;
  let end = line.length;
  while (line.charAt(end - 1) === '\r') end--;
  return line.slice(line.lastIndexOf('\r', end - 1) + 1, end);
}

function pictureOf(control: string): string {
  const code = control.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x24_00 + code);
  return code === 0x7f ? '\u2421' : '\uFFFD';
}
