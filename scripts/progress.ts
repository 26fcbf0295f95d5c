/** Progress lines of the scripts: what is being done, and how long it took once it took long enough to wonder. */

/** Runs one step and prints its name with the time it took. */
export async function step<T>(name: string, work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  process.stdout.write(`  ${name} …`);
  try {
    const result = await work();
    console.log(` ${seconds(performance.now() - start)}`);
    return result;
  } catch (error) {
    console.log(' failed');
    throw error;
  }
}

export function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

/** Runs a script's main function; an error becomes its sentence, without a stack, and a failing exit code. */
export async function main(run: () => Promise<number | void>): Promise<void> {
  try {
    process.exitCode = (await run()) ?? 0;
  } catch (error) {
    console.error(`\nError: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
}
