/** How Go's package time quotes a text in its errors: byte by byte where it is not printable ASCII. */
export function goTimeQuote(value: string): string {
  let quoted = '"';
  for (const char of value) {
    const code = char.codePointAt(0) ?? 0;
    if (code < 0x20) quoted += `\\x${code.toString(16).padStart(2, '0')}`;
    else if (code >= 0x80) quoted += bytesOf(char, code);
    else quoted += char === '"' || char === '\\' ? `\\${char}` : char;
  }
  return `${quoted}"`;
}

/** UTF-8, in which half a surrogate pair has become the replacement character. */
function bytesOf(char: string, code: number): string {
  const whole = code >= 0xd800 && code <= 0xdfff ? '\ufffd' : char;
  return encodeURIComponent(whole)
    .replaceAll('%', String.raw`\x`)
    .toLowerCase();
}
