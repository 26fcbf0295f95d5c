/** How IntegrationSource and IntegrationSink reach Amazon's services: S3, SQS, SNS, DynamoDB. Eventing main of June 2026. */
import { lazily } from '../lazily.ts';
import { bool, type Field, field, object, scalar, string } from '../shape.ts';

const camel = 'https://camel.apache.org/camel-kamelets/latest/';
const int = scalar('int');

const endpointFields = lazily(() => ({
  region: field(string, 'The AWS region.', { examples: ['eu-central-1', 'us-east-1'] }),
  overrideEndpoint: field(bool, 'Whether `uriEndpointOverride` is used.', { default: false }),
  uriEndpointOverride: field(string, 'Address to ask instead of that of AWS; needs `overrideEndpoint`.'),
}));

const delay = lazily(() => field(int, 'Milliseconds between two looks for something new.', { default: 500 }));

const s3 = lazily(() =>
  object('v1alpha1.AWSS3', {
    arn: field(string, 'The bucket, by name or ARN.', {
      required: true,
      examples: ['arn:aws:s3:::my-bucket'],
    }),
    ...endpointFields(),
    prefix: field(string, 'Only objects whose keys begin with this.'),
    autoCreateBucket: field(bool, 'Makes the bucket where it does not exist.', { default: false }),
    deleteAfterRead: field(bool, 'Deletes objects once they were read.', { default: true }),
    moveAfterRead: field(bool, 'Moves objects to `destinationBucket` once they were read.', {
      default: false,
    }),
    destinationBucket: field(string, 'The bucket that objects are moved to.'),
    destinationBucketPrefix: field(string, 'Text put in front of the keys of moved objects.'),
    destinationBucketSuffix: field(string, 'Text put behind the keys of moved objects.'),
    ignoreBody: field(bool, 'Leaves the contents of objects out.', { default: false }),
    forcePathStyle: field(bool, 'Names the bucket in the path of the address, not in the host name.', {
      default: false,
    }),
    delay: delay(),
    maxMessagesPerPoll: field(int, 'Objects that are read at one look; 0 means no limit.', { default: 10 }),
  }),
);

const sqs = lazily(() =>
  object('v1alpha1.AWSSQS', {
    arn: field(string, 'The queue, by name or ARN.', {
      required: true,
      examples: ['arn:aws:sqs:::my-queue'],
    }),
    ...endpointFields(),
    autoCreateQueue: field(bool, 'Makes the queue where it does not exist.', { default: false }),
    deleteAfterRead: field(bool, 'Deletes messages once they were read.', { default: true }),
    host: field(string, 'Host name of the AWS cloud.', { default: 'amazonaws.com' }),
    protocol: field(string, 'Protocol to speak to SQS.', { default: 'https', examples: ['https', 'http'] }),
    queueURL: field(string, 'Whole address of the queue; required with KEDA.'),
    delay: delay(),
    greedy: field(bool, 'Looks again at once where the last look found something.', { default: false }),
    maxMessagesPerPoll: field(int, 'Messages that are read at one look.', { default: 1, range: [1, 10] }),
    waitTimeSeconds: field(int, 'Seconds a look waits for a message to arrive.'),
    visibilityTimeout: field(int, 'Seconds a message that was read stays hidden from other readers.'),
  }),
);

const sns = lazily(() =>
  object('v1alpha1.AWSSNS', {
    arn: field(string, 'The topic, by name or ARN.', {
      required: true,
      examples: ['arn:aws:sns:::my-topic'],
    }),
    ...endpointFields(),
    autoCreateTopic: field(bool, 'Makes the topic where it does not exist.', { default: false }),
  }),
);

const ddbStreams = lazily(() =>
  object('v1alpha1.AWSDDBStreams', {
    table: field(string, 'Name of the table.', { required: true }),
    ...endpointFields(),
    streamIteratorType: field(string, 'Where to begin: with what is new, or with the oldest that is left.', {
      default: 'FROM_LATEST',
      examples: ['FROM_LATEST', 'FROM_START'],
    }),
    delay: delay(),
  }),
);

const auth = lazily(() =>
  field(
    object('v1alpha1.Auth', {
      secret: field(
        object('v1alpha1.Secret', {
          ref: field(
            object('v1alpha1.SecretReference', {
              name: field(string, 'Name of the Secret, in the same namespace.', { required: true }),
            }),
            'The Secret.',
          ),
        }),
        'A Secret with the keys `aws.accessKey` and `aws.secretKey`.',
      ),
      serviceAccountName: field(
        string,
        'An account that stands for an IAM role, whose rights the pod then has; in place of `secret`.',
      ),
    }),
    'How AWS knows who asks.',
  ),
);

const tables = {
  s3: () => field(s3(), 'Objects of a bucket of S3.', { docs: `${camel}aws-s3-source.html` }),
  sqs: () => field(sqs(), 'Messages of a queue of SQS.', { docs: `${camel}aws-sqs-source.html` }),
  sns: () => field(sns(), 'Notifications of a topic of SNS.', { docs: `${camel}aws-sns-sink.html` }),
  ddbStreams: () =>
    field(ddbStreams(), 'Changes in a table of DynamoDB.', { docs: `${camel}aws-ddb-streams-source.html` }),
} as const;

/** The field `aws`: exactly one of these services, and the credentials. */
export function aws(...services: readonly (keyof typeof tables)[]): Field {
  const fields = services.map((service) => [service, tables[service]()] as const);
  return field(
    object('v1alpha1.Aws', { ...Object.fromEntries<Field>(fields), auth: auth() }),
    "One of Amazon's services, and the credentials for it.",
  );
}
