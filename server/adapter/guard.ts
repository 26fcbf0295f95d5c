/** The one guard around every handler: what goes wrong is logged with the handler's name and answered, never fatal. */
import { ErrorCodes, ResponseError } from 'vscode-languageserver';

export interface Log {
  error(message: string): void;
  info(message: string): void;
}

export function guarded<Args extends readonly unknown[], R>(
  log: Log,
  name: string,
  handle: (...args: Args) => Promise<R> | R,
): (...args: Args) => Promise<R | ResponseError> {
  return async (...args) => {
    try {
      return await handle(...args);
    } catch (error) {
      if (error instanceof ResponseError) return error;
      log.error(`${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      return new ResponseError(ErrorCodes.InternalError, `${name} failed.`);
    }
  };
}

/** For what nobody waits for. */
export function guardedNotification<Args extends readonly unknown[]>(
  log: Log,
  name: string,
  handle: (...args: Args) => Promise<void> | void,
): (...args: Args) => void {
  const run = guarded(log, name, handle);
  return (...args) => void run(...args);
}
