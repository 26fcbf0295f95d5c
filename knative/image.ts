/**
 * Image references as Knative reads them (go-containerregistry pkg/name, weak validation): laxer than the reference
 * grammar of container registries, and what it refuses, Knative refuses.
 */

const separator = '/';
const dockerHub = 'index.docker.io';

interface Repository {
  readonly registry: string;
  readonly repository: string;
}

/** Whether Knative can read this as the name of an image: by tag, or by digest. */
export function isImageReference(image: string): boolean {
  return readTagged(image) !== undefined || readDigest(image);
}

/** The whole name of its repository, by which images are the same one; undefined for what Knative cannot read. */
export function repositoryOf(image: string): string | undefined {
  if (!isImageReference(image)) return undefined;
  const named = readTagged(image.split('@')[0] ?? '');
  return named && fullName(named);
}

/** An image without tag and digest, as it is written. */
export function bareImage(image: string): string {
  const [named = ''] = image.split('@');
  const colon = named.lastIndexOf(':');
  return colon < 0 || named.includes(separator, colon) ? named : named.slice(0, colon);
}

/** Whether it is named by its digest, and so is the same for ever. */
export function isPinnedImage(image: string): boolean {
  return image.includes('@') && isImageReference(image);
}

/** `repository[:tag]`; what follows the last colon is no tag when it holds a slash. */
function readTagged(image: string): Repository | undefined {
  const colon = image.lastIndexOf(':');
  if (colon < 0 || image.includes(separator, colon)) return readRepository(image);
  const tag = image.slice(colon + 1);
  if (tag !== '' && !/^[A-Za-z0-9_.-]{1,128}$/.test(tag)) return undefined;
  return readRepository(image.slice(0, colon));
}

/** `repository[:tag]@sha256:…`. */
function readDigest(image: string): boolean {
  const [base = '', digest = '', ...rest] = image.split('@');
  if (rest.length > 0 || !/^sha256:[0-9a-f]{64}$/.test(digest)) return false;
  const tagged = readTagged(base);
  return readRepository(tagged === undefined ? base : fullName(tagged)) !== undefined;
}

function readRepository(name: string): Repository | undefined {
  const slash = name.indexOf(separator);
  const first = slash < 0 ? '' : name.slice(0, slash);
  const hasRegistry = /[.:]/.test(first);
  const repository = hasRegistry ? name.slice(slash + 1) : name;
  if (!/^[a-z0-9_\-./]{2,255}$/.test(repository)) return undefined;
  if (!hasRegistry) return { registry: dockerHub, repository };
  return isAuthority(first) ? { registry: first === 'docker.io' ? dockerHub : first, repository } : undefined;
}

/** Images of Docker Hub without a namespace are those of its library. */
function fullName({ registry, repository }: Repository): string {
  const isOfLibrary = registry === dockerHub && !repository.includes(separator);
  return `${registry}/${isOfLibrary ? `library/${repository}` : repository}`;
}

/** Whether Go's url.Parse takes the text for a host with an optional port, and for nothing more. */
function isAuthority(registry: string): boolean {
  if (registry.startsWith('[')) return /^\[[0-9A-Fa-f:.]+\](?::[0-9]*)?$/.test(registry);
  const port = registry.includes(':') ? registry.slice(registry.lastIndexOf(':') + 1) : '';
  return /^[0-9]*$/.test(port) && /^[A-Za-z0-9\-_.~!$&'()*+,;=:[\]<>"\u0080-\u{10ffff}]*$/u.test(registry);
}
