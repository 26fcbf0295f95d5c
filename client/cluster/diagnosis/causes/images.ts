/** Images that cannot be had. */
import { text } from '#knative/text.ts';
import type { Known } from '../known.ts';

const image = String.raw`(?:Unable to fetch image|[Ff]ailed to pull image|pulling image) "([^"]+)"`;
const imageReason =
  /^(?:ContainerMissing|ErrImagePull|ImagePullBackOff|InvalidImageName|ErrImageNeverPull|Failed|RegistryUnavailable)$/;

export const images: readonly Known[] = [
  {
    id: 'image-name',
    reason: /^(?:InvalidImageName|InspectFailed)$/,
    explain: () => ({
      sentence: text('The name of the image is not one.'),
      fix: text('An image is named registry/repository:tag, in small letters.'),
    }),
  },
  {
    id: 'image-not-found',
    reason: imageReason,
    message: new RegExp(`${image}.*(?:404|not found|MANIFEST_UNKNOWN|NAME_UNKNOWN|manifest unknown)`, 's'),
    explain: ([, name = '']) => ({
      sentence: text('The image {0} does not exist.', name),
      fix: text('Check its name and its tag, and whether it was pushed.'),
    }),
  },
  {
    id: 'image-forbidden',
    reason: imageReason,
    message: new RegExp(
      `${image}.*(?:401|403|[Uu]nauthorized|UNAUTHORIZED|[Dd]enied|DENIED|authentication required|pull access)`,
      's',
    ),
    explain: ([, name = '']) => ({
      sentence: text('The cluster may not pull the image {0}.', name),
      fix: text(
        'Give it the registry’s credentials: a secret in imagePullSecrets, or of the service account.',
      ),
    }),
  },
  {
    id: 'image-certificate',
    reason: imageReason,
    message: new RegExp(`${image}.*(?:x509|certificate)`, 's'),
    explain: ([, name = '']) => ({
      sentence: text('The cluster does not trust the registry of the image {0}.', name),
      fix: text(
        'Let the cluster know the registry’s certificate authority, or skip the tag resolution of that registry in config-deployment.',
      ),
    }),
  },
  {
    id: 'image-unreachable',
    reason: imageReason,
    message: new RegExp(
      `${image}.*(?:no such host|dial tcp|i/o timeout|connection refused|deadline exceeded)`,
      's',
    ),
    explain: ([, name = '']) => ({
      sentence: text('The cluster cannot reach the registry of the image {0}.', name),
      fix: text('Check the registry’s address, and whether the cluster may go out.'),
    }),
  },
  {
    id: 'image',
    reason: /^(?:ContainerMissing|ErrImagePull|ImagePullBackOff|ErrImageNeverPull)$/,
    explain: () => ({
      sentence: text('The image cannot be pulled.'),
      fix: text('Check its name, its tag, and whether the cluster may pull it.'),
    }),
  },
];
