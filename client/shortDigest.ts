/** An image as people are told of it: the beginning of a digest is enough to tell it from others. */
export function shortDigest(image: string): string {
  return image.replace(/(@sha256:[0-9a-f]{12})[0-9a-f]+/, '$1…');
}
