/** What went wrong, in one word. */

/** The code alone: messages may carry more than anybody should read. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'error';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error.message === 'request timed out' ? 'ETIMEDOUT' : 'error';
}
