/** What a hover consists of, and how it becomes Markdown. */

export interface About {
  /** The thing's name, and its type or version behind it. */
  readonly title: string;
  readonly type: string;
  /** Sentences, each a paragraph. */
  readonly text: readonly string[];
  /** Short facts, one a line. */
  readonly details: readonly string[];
  readonly docs?: string;
}

/** The hover's text: what it is, what it comes to here, and the small print. */
export function markdown(about: About | undefined, facts: readonly string[], docsTitle: string): string {
  const parts: string[] = [];
  if (about !== undefined) {
    parts.push(
      about.type === '' ? `**${about.title}**` : `**${about.title}** · ${about.type}`,
      ...about.text,
    );
  }
  parts.push(...facts);
  if (about !== undefined && about.details.length > 0) {
    parts.push(about.details.map((detail) => `- ${detail}`).join('\n'));
  }
  if (about?.docs !== undefined) parts.push(`[${docsTitle}](${about.docs})`);
  return parts.join('\n\n');
}

/** A text of the manifest as it is, whatever it contains. */
export function code(text: string): string {
  const shown = text.length > most ? `${text.slice(0, most)}…` : text;
  const line = shown.replaceAll(/\s+/g, ' ');
  return line.includes('`') ? `\`\` ${line} \`\`` : `\`${line}\``;
}

const most = 120;
