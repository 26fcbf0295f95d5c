/** Where requests go that the API server only passes on. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ApiObject } from './object.ts';

export interface ServiceTarget {
  readonly namespace: string;
  readonly service: string;
  /** Name or number, '' for the only one. */
  readonly port: string;
  /** With its query. */
  readonly path: string;
}

export interface PodTarget {
  readonly pod: ApiObject;
  readonly port: number;
  /** With its query. */
  readonly path: string;
}

type Pass<Target> = (request: IncomingMessage, response: ServerResponse, target: Target) => boolean;

/** Each says whether it has taken the request. */
export interface Proxies {
  /** Answers `/api/v1/namespaces/NS/services/NAME:PORT/proxy/…` by what routes say; others go to the pods behind a Service. */
  service: Pass<ServiceTarget> | undefined;
  /** Answers `/api/v1/namespaces/NS/pods/NAME:PORT/proxy/…`; without it nothing listens there. */
  pod: Pass<PodTarget> | undefined;
}
