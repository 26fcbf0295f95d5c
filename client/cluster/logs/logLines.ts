/** Lines by number: the oldest can be dropped, and the others keep their numbers. */

export interface Numbered<T> {
  /** The number of the oldest that is still there: as many were dropped. */
  readonly first: number;
  /** The number that the next one gets. */
  readonly end: number;
  at(number: number): T | undefined;
}

export class LogLines<T> implements Numbered<T> {
  #items: (T | undefined)[] = [];
  /** Where the oldest stands in the items; those before it are gone. */
  #head = 0;
  first = 0;

  get end(): number {
    return this.first + this.#items.length - this.#head;
  }

  at(number: number): T | undefined {
    return number < this.first ? undefined : this.#items[this.#head + number - this.first];
  }

  push(item: T): void {
    this.#items.push(item);
  }

  shift(): T | undefined {
    const item = this.at(this.first);
    if (item === undefined) return undefined;
    // What was dropped is not held on to until the items are moved up.
    this.#items[this.#head++] = undefined;
    this.first++;
    // Now and then, so that dropping costs nothing in the mean.
    if (this.#head >= 4096 && this.#head * 2 >= this.#items.length) {
      this.#items = this.#items.slice(this.#head);
      this.#head = 0;
    }
    return item;
  }
}
