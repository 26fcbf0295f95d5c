/** The colours of the theme, for what is drawn on a canvas; and when they change. */

/** The value of a colour of the theme, or of the first that it has. */
export function themeColour(...names: readonly string[]): string {
  const style = getComputedStyle(document.documentElement);
  for (const name of names) {
    const value = style.getPropertyValue(`--vscode-${name}`).trim();
    if (value !== '') return value;
  }
  return getComputedStyle(document.body).color;
}

/** VS Code writes its theme onto the page: colours as a style of the root, the kind of theme as classes of the body. */
export function onThemeChange(listener: () => void): void {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributeFilter: ['style', 'class'] });
  observer.observe(document.body, { attributeFilter: ['class'] });
}
