/** Where requests go that the API server only passes on. */
import type { IncomingMessage, ServerResponse } from 'node:http';

export interface ServiceTarget {
  readonly namespace: string;
  readonly service: string;
  /** Name or number, '' for the only one. */
  readonly port: string;
  /** With its query. */
  readonly path: string;
}

export interface Proxies {
  /** Answers `/api/v1/namespaces/NS/services/NAME:PORT/proxy/…`; unset, the server says that nothing listens. */
  service: ((request: IncomingMessage, response: ServerResponse, target: ServiceTarget) => void) | undefined;
}
