/** A count with its figure as text: sentences choose their form by the number. */
export interface Counted {
  n: number;
  text: string;
}
