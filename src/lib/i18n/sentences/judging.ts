/** A signal as sentences tell it. */
export interface SignalWords {
  rule: 'outside' | 'run' | 'trend' | 'near';
  side: 'high' | 'low';
  months: number;
}

/** What a month is, as sentences tell it. */
export type VerdictWords =
  | { kind: 'signal'; signal: SignalWords }
  | { kind: 'ordinary' | 'still' | 'small' | 'open' | 'partial' | 'missing' }
  | { kind: 'short'; known: number };

/** A figure beside an earlier one. Figures as text; `change` without its sign, null where there is nothing earlier. */
export interface Moved {
  name: string;
  n: number;
  now: string;
  change: { n: number; text: string } | null;
  /** The earlier month, in words. */
  than: string;
}
