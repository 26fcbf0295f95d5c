/** What pods use of their node: each request costs a bit of work, and holds a bit of memory as long as it is there. */

/** Milliseconds of work of a processor that a request takes; what it sleeps besides costs nothing. */
export const serviceTime = 10;
