/**
 * What Prometheus takes its rates over: a minute, unless it collects too seldom for that. A rate is missing too where
 * nothing was asked yet, so one empty answer says nothing, and the longer window is left again where it does not help.
 */
export interface RateWindow {
  /** Such as `1m`. */
  readonly now: string;
  /** What the shorter one would find is to be asked, and told, as well. */
  readonly isShortDue: boolean;
  /** @param areReady whether there are pods that could answer */
  answered(rates: number, areReady: boolean): void;
  shortAnswered(rates: number): void;
}

/** Readings in a row without a rate, until the longer window is tried. */
const silentReadings = 5;
/** Readings with the longer one, until the shorter one is looked at again. */
const readingsBetween = 20;

export const shortWindow = '1m';
const longWindow = '5m';

export function createRateWindow(): RateWindow {
  let [isLong, silent, answered] = [false, 0, 0];
  const turn = (long: boolean): void => {
    [isLong, silent, answered] = [long, 0, 0];
  };
  return {
    get now() {
      return isLong ? longWindow : shortWindow;
    },
    get isShortDue() {
      return isLong && answered >= readingsBetween;
    },
    answered(rates, areReady) {
      if (rates > 0) [silent, answered] = [0, answered + 1];
      else if (isLong) turn(false);
      else if (areReady && ++silent >= silentReadings) turn(true);
    },
    shortAnswered(rates) {
      if (rates > 0) turn(false);
      else answered = 0;
    },
  };
}
