/** The colours and the font of the log: those of VS Code's terminal, where its theme has them. */
import { themeColour } from '../kit/theme.ts';

const names = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const;

export interface LogLook {
  readonly theme: Readonly<Record<string, string>>;
  readonly fontFamily: string;
  readonly fontSize: number;
}

export function terminalTheme(): LogLook {
  const style = getComputedStyle(document.documentElement);
  const theme: Record<string, string> = {
    background: themeColour('terminal-background', 'panel-background', 'editor-background'),
    foreground: themeColour('terminal-foreground', 'editor-foreground'),
    selectionBackground: themeColour('terminal-selectionBackground', 'editor-selectionBackground'),
    selectionInactiveBackground: themeColour(
      'terminal-inactiveSelectionBackground',
      'editor-inactiveSelectionBackground',
      'editor-selectionBackground',
    ),
  };
  for (const name of names) {
    const upper = name.charAt(0).toUpperCase() + name.slice(1);
    const [plain, bright] = [`terminal-ansi${upper}`, `terminal-ansiBright${upper}`];
    theme[name] = themeColour(plain);
    theme[`bright${upper}`] = themeColour(bright, plain);
  }
  return {
    theme,
    fontFamily: style.getPropertyValue('--vscode-editor-font-family').trim() || 'monospace',
    fontSize: Number.parseFloat(style.getPropertyValue('--vscode-editor-font-size')) || 13,
  };
}

/** The backgrounds of what was found, and of what is looked at of it. */
export function foundColours(): { readonly found: string; readonly current: string } {
  const background = themeColour('terminal-background', 'panel-background', 'editor-background');
  const found = themeColour(
    'terminal-findMatchHighlightBackground',
    'editor-findMatchHighlightBackground',
    'editor-background',
  );
  const current = themeColour(
    'terminal-findMatchBackground',
    'editor-findMatchBackground',
    'editor-background',
  );
  return { found: opaque(found, background), current: opaque(current, background) };
}

/** A colour as it looks on another one, `#rrggbb`: the terminal knows no others. */
function opaque(colour: string, below: string): string {
  const context = document.createElement('canvas').getContext('2d');
  if (context === null) return '#808080';
  for (const one of [below, colour]) {
    context.fillStyle = one;
    context.fillRect(0, 0, 1, 1);
  }
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
  return `#${[red, green, blue].map((one) => one.toString(16).padStart(2, '0')).join('')}`;
}
