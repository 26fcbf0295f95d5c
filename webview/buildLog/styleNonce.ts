/** Style sheets that a library writes are let in by the page's policy only with its nonce: that of this very script. */
export function giveNonceToStyles(): void {
  const script = document.currentScript ?? document.querySelector('script[nonce]');
  const nonce = script instanceof HTMLElement ? (script.nonce ?? '') : '';
  const create = document.createElement.bind(document);
  document.createElement = (name: string, options?: ElementCreationOptions): HTMLElement => {
    const made = create(name, options);
    if (made instanceof HTMLStyleElement) made.nonce = nonce;
    return made;
  };
}
