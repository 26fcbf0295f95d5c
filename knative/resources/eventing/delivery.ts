/** What happens to events on their way: delivery, filters, overrides. Eventing main of June 2026. */
import {
  any,
  type AnyShape,
  field,
  int32,
  list,
  map,
  object,
  type ObjectShape,
  scalar,
  string,
} from '../shape.ts';
import { lazily } from '../lazily.ts';
import { eventingPages } from './pages.ts';
import { destination } from './references.ts';

const docs = eventingPages.delivery;
const filters = eventingPages.triggers;

const deliveryFields = lazily(() => ({
  deadLetterSink: field(destination(), 'Where an event goes after the last attempt failed.', { docs }),
  retry: field(int32, 'How often delivery is tried again before the event is given up.', {
    range: [0, 2_147_483_647],
    examples: ['5'],
    docs,
  }),
  backoffPolicy: field(
    scalar('string', { allowed: ['linear', 'exponential'] }),
    'How the pause between attempts grows: `linear` (delay × attempt) or `exponential` (delay × 2^attempt).',
    { docs },
  ),
  backoffDelay: field(
    string,
    'The first pause, as an ISO 8601 duration: `PT1S` is one second, `PT0.5S` half of one.',
    { examples: ['PT1S', 'PT0.5S'], docs },
  ),
  timeout: field(
    string,
    'How long one attempt may take, as an ISO 8601 duration greater than zero: `PT30S`.',
    { examples: ['PT30S'], feature: 'delivery-timeout', docs },
  ),
  retryAfterMax: field(
    string,
    'The longest pause to obey when the answer carries `Retry-After`, as an ISO 8601 duration; only where the feature `delivery-retryafter` is on.',
    { examples: ['PT60S'], feature: 'delivery-retryafter', docs },
  ),
  format: field(
    scalar('string', { allowed: ['json', 'binary'] }),
    'How the event is written into the request: `json` (all of it in the body) or `binary` (attributes as headers).',
    { docs },
  ),
}));

const declared = ['backoffDelay', 'backoffPolicy', 'deadLetterSink', 'retry'];

/** `eventing.duck.v1.DeliverySpec`. */
export const delivery = lazily(() => object('v1.DeliverySpec', deliveryFields(), { open: true, declared }));

/** The delivery of a Trigger, whose CRD declares one field more. */
export const triggerDelivery = lazily(() =>
  object('v1.DeliverySpec', deliveryFields(), { open: true, declared: [...declared, 'format'] }),
);

/** What the filters inside `all`, `any` and `not` hold; below `depth` they are no longer explained. */
function filterOf(depth: number): ObjectShape {
  const inner: AnyShape = depth === 0 ? any : { type: 'any', like: filterOf(depth - 1) };
  return object('v1.SubscriptionsAPIFilter', {
    exact: field(map(string), 'Attributes that must have exactly these values.', { docs: filters }),
    prefix: field(map(string), 'Attributes that must begin with these values.', { docs: filters }),
    suffix: field(map(string), 'Attributes that must end with these values.', { docs: filters }),
    all: field(list(inner), 'Filters that must all match.', { docs: filters }),
    any: field(list(inner), 'Filters of which at least one must match.', { docs: filters }),
    not: field(inner, 'A filter that must not match.', { docs: filters }),
    cesql: field(string, 'An expression in CloudEvents SQL that must be true.', {
      examples: ["type LIKE 'com.example.%'"],
      docs: filters,
    }),
  });
}

/** One filter; exactly one of the fields is set. */
export const filter = lazily(() => filterOf(3));

/** `duck.v1.CloudEventOverrides`. */
export const ceOverrides = lazily(() =>
  object('v1.CloudEventOverrides', {
    extensions: field(
      map(string),
      'Extension attributes set on every event that is sent; names of lower case letters and digits.',
    ),
  }),
);
