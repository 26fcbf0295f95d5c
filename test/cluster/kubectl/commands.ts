/** The commands that kubectl gives to both clusters, one after the other: each begins with what those before it left. */
import type { Command } from './command.ts';
import { applying } from './commands/applying.ts';
import { applyingMore } from './commands/applyingMore.ts';
import { builtin } from './commands/builtin.ts';
import { looking } from './commands/looking.ts';
import { others } from './commands/others.ts';
import { patching } from './commands/patching.ts';
import { reading } from './commands/reading.ts';
import { refused } from './commands/refused.ts';
import { removing } from './commands/removing.ts';
import { sharing } from './commands/sharing.ts';

export const commands: Readonly<Record<string, readonly Command[]>> = {
  'creates and changes': applying,
  'shares fields': sharing,
  'applies more': applyingMore,
  'is refused': refused,
  reads: reading,
  patches: patching,
  'handles the rest': others,
  'handles what is built in': builtin,
  'may only look': looking,
  deletes: removing,
};
