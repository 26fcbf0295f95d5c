/** Images as there is room for them. */

/** An image without registry and with a short digest. */
export function shortImage(image: string): string {
  const [name = '', digest] = (image.split('/').at(-1) ?? '').split('@sha256:');
  return digest === undefined ? name : `${name}@${digest.slice(0, 7)}`;
}
