/** Where an organisation's count stands against the limits around a common rate. */
export type Place = 'below' | 'low' | 'within' | 'high' | 'above';

/** One-sided probabilities of the limits: 99.8 % and 95 % lie between both sides. */
export const outer = 0.001;
export const inner = 0.025;

/** Bounds of a rate for one number of trials, between 0 and 1. */
export interface Limits {
  trials: number;
  outerLow: number;
  innerLow: number;
  innerHigh: number;
  outerHigh: number;
}

const logFactorials = [0];

function logFactorial(n: number): number {
  for (let i = logFactorials.length; i <= n; i += 1)
    logFactorials.push((logFactorials[i - 1] ?? 0) + Math.log(i));
  return logFactorials[n] ?? 0;
}

function probabilityOf(successes: number, trials: number, rate: number): number {
  const ways = logFactorial(trials) - logFactorial(successes) - logFactorial(trials - successes);
  return Math.exp(ways + successes * Math.log(rate) + (trials - successes) * Math.log(1 - rate));
}

/** The probability of at most so many successes in so many trials, each with the same rate: exact, by adding up. */
export function atMost(successes: number, trials: number, rate: number): number {
  if (successes < 0) return 0;
  if (successes >= trials || rate <= 0) return 1;
  if (rate >= 1) return 0;
  let term = probabilityOf(successes, trials, rate);
  let sum = term;
  for (let k = successes; k > 0 && term > sum * 1e-17; k -= 1) {
    term *= (k / (trials - k + 1)) * ((1 - rate) / rate);
    sum += term;
  }
  return Math.min(1, sum);
}

/** The fewest successes whose probability, with that of all fewer, reaches `tail`. */
function leastOrdinary(trials: number, rate: number, tail: number): number {
  let [low, high] = [0, trials];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (atMost(middle, trials, rate) >= tail) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * The lower limit as a rate: counts below it, and no others, are as improbable as `tail`. Between two counts it is
 * interpolated. Source: D. J. Spiegelhalter, Statistics in Medicine 24 (2005), 1185-1202, appendix A.1.1.
 */
export function lowerLimit(trials: number, rate: number, tail: number): number {
  if (rate >= 1) return 1;
  const least = leastOrdinary(trials, rate, tail);
  const reached = atMost(least, trials, rate);
  const before = atMost(least - 1, trials, rate);
  const over = reached > before ? (reached - tail) / (reached - before) : 0;
  return Math.max(0, (least - over) / trials);
}

/** All four limits around a common rate; the upper ones are the lower ones of the failures. */
export function limitsAt(trials: number, rate: number): Limits {
  return {
    trials,
    outerLow: lowerLimit(trials, rate, outer),
    innerLow: lowerLimit(trials, rate, inner),
    innerHigh: 1 - lowerLimit(trials, 1 - rate, inner),
    outerHigh: 1 - lowerLimit(trials, 1 - rate, outer),
  };
}

/** Where a count stands: exactly, whatever the drawn limits round to. */
export function placeOf(successes: number, trials: number, rate: number): Place {
  const [fewer, more] = [atMost(successes, trials, rate), atMost(trials - successes, trials, 1 - rate)];
  if (fewer < outer) return 'below';
  if (more < outer) return 'above';
  if (fewer < inner) return 'low';
  return more < inner ? 'high' : 'within';
}

/** The probability that an organisation with so many duties falls below the outer limit by chance alone. */
export function chanceBelow(trials: number, rate: number): number {
  return atMost(leastOrdinary(trials, rate, outer) - 1, trials, rate);
}
