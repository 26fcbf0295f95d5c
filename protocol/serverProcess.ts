/** How the server's process is started. */

/**
 * Flags of V8. What the server allocates is either kept for long or dropped at once, so that a large space for what is
 * young only costs memory, and a small one makes the pauses short.
 */
export const serverFlags: readonly string[] = ['--max-semi-space-size=8'];
