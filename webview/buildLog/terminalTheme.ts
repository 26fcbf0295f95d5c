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
