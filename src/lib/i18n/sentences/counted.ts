/** A count with its figure as text: sentences choose their form by the number. */
export interface Counted {
  n: number;
  text: string;
}

/** Which extreme a value is of the months looked at; null when it is none. */
export type Side = 'low' | 'high' | null;
