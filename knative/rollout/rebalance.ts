/** Shares that always add up to 100: whoever gets more takes it from the others, in proportion to what they have. */

/** @param value the new share at `index`, 0 to 100; with one target alone it stays 100 */
export function rebalance(percents: readonly number[], index: number, value: number): readonly number[] {
  if (percents.length <= 1) return percents.map(() => 100);
  const wanted = Math.round(Math.min(100, Math.max(0, value)));
  const left = 100 - wanted;
  const others = percents.map((percent, i) => (i === index ? 0 : Math.max(0, percent)));
  const sum = others.reduce((total, percent) => total + percent, 0);
  // Where the others have nothing, the first of them gets what is left.
  const first = index === 0 ? 1 : 0;
  const exact = others.map((percent, i) => {
    if (i === index) return wanted;
    if (sum === 0) return i === first ? left : 0;
    return (percent * left) / sum;
  });
  return wholeNumbers(exact);
}

/** Rounded so that the total stays: the largest remainders are rounded up. */
function wholeNumbers(exact: readonly number[]): readonly number[] {
  const floors = exact.map(Math.floor);
  const missing = 100 - floors.reduce((total, percent) => total + percent, 0);
  const byRemainder = exact
    .map((percent, i) => ({ i, remainder: percent - Math.floor(percent) }))
    .toSorted((a, b) => b.remainder - a.remainder || a.i - b.i)
    .slice(0, missing)
    .map(({ i }) => i);
  return floors.map((percent, i) => (byRemainder.includes(i) ? percent + 1 : percent));
}
