/**
 * A library that writes styles, under a policy that lets in no inline ones: its style sheets get the nonce of this very
 * script, and what it would write into a `style` attribute is set through the object model, which the policy allows.
 */
export function allowStyles(): void {
  const script = document.currentScript ?? document.querySelector('script[nonce]');
  const nonce = script instanceof HTMLElement ? (script.nonce ?? '') : '';
  const create = document.createElement.bind(document);
  document.createElement = (name: string, options?: ElementCreationOptions): HTMLElement => {
    const made = create(name, options);
    if (made instanceof HTMLStyleElement) made.nonce = nonce;
    if (made instanceof HTMLSpanElement) setStylesDirectly(made);
    return made;
  };
}

/** Colours of more than the palette stand in the attribute of a cell's span. */
function setStylesDirectly(span: HTMLSpanElement): void {
  const set = span.setAttribute.bind(span);
  span.setAttribute = (name: string, value: string): void => {
    if (name === 'style') span.style.cssText = value;
    else set(name, value);
  };
}
