/** What is known of one annotation or label: the language of the table in `annotations.ts`. */

/**
 * Where a key does what it says: on the resource's own metadata by its kind, or on the `template` of a Service or
 * Configuration. What works on a template works on a Revision too.
 */
export type AnnotationPlace =
  | 'template'
  | 'Service'
  | 'Configuration'
  | 'Route'
  | 'Revision'
  | 'DomainMapping'
  | 'Broker'
  | 'Trigger'
  | 'Channel'
  | 'InMemoryChannel'
  | 'Subscription';

export interface KnownAnnotation {
  /** As it is written today. */
  readonly key: string;
  /** Spellings of old that are still read, where the key itself is absent. */
  readonly aliases: readonly string[];
  readonly of: 'annotation' | 'label';
  readonly places: readonly AnnotationPlace[];
  /** What it does, in one or two sentences of our own. */
  readonly doc: string;
  readonly type: AnnotationType;
  /** Lowest and highest value, as they are written; '' where there is no bound. */
  readonly range?: readonly [low: string, high: string];
  /** What counts where the key is absent and the cluster is not configured otherwise. */
  readonly default?: string;
  /** The key of ConfigMap config-autoscaler that sets another default for the cluster. */
  readonly config?: string;
  /** The only values that are taken. */
  readonly allowed?: readonly string[];
  /** Values worth offering. */
  readonly examples: readonly string[];
  /** The only autoscaler that reads it: Knative's own, or the one of Kubernetes. */
  readonly autoscaler?: 'kpa' | 'hpa';
  readonly deprecated?: boolean;
  /** Written by the cluster or a tool, never by hand. */
  readonly readOnly?: boolean;
  readonly docs: string;
}

/** All values are texts in the manifest; this is how the cluster reads them. */
export type AnnotationType = 'integer' | 'number' | 'duration' | 'quantity' | 'text';

type Optional = 'aliases' | 'examples' | 'of' | 'type';

/** An entry of the table; what is not said is an annotation with a text for a value and one spelling. */
export function known(
  entry: Omit<KnownAnnotation, Optional> & Partial<Pick<KnownAnnotation, Optional>>,
): KnownAnnotation {
  return { aliases: [], of: 'annotation', type: 'text', examples: entry.allowed ?? [], ...entry };
}
