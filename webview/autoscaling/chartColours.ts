/** The theme's colours and letters, as a canvas takes them. */
import { themeColour } from '../kit/theme.ts';
import type { Colour } from './chartModel.ts';

export function chartColour(colour: Colour): string {
  return colour === 'grey'
    ? themeColour('charts-lines', 'descriptionForeground')
    : themeColour(`charts-${colour}`, 'foreground');
}

export function chartFont(): string {
  return themeColour('font-family');
}
