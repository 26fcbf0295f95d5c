/** Calls back once things have been quiet for a while. */
export function quietly(run: () => void, milliseconds = 200): () => void {
  let timer: NodeJS.Timeout | undefined;
  return () => {
    timer = timer?.refresh() ?? setTimeout(run, milliseconds).unref();
  };
}
