/**
 * The colours of the pages by name. Each is a reference to a property of tokens.css: a drawing made on the server is
 * then right in the light and in the dark theme, and changes with it, without being drawn anew.
 */
export const colours = {
  ink: 'var(--ink)',
  second: 'var(--second)',
  third: 'var(--third)',
  rule: 'var(--rule)',
  paper: 'var(--paper)',
  ground: 'var(--ground)',
  volume: 'var(--volume)',
  volumeMiddle: 'var(--volume-middle)',
  volumeLight: 'var(--volume-light)',
  good: 'var(--good)',
  late: 'var(--late)',
  band: 'var(--band)',
} as const;

/** What a series stands for; decides its colour. */
export type Tone = 'volume' | 'middle' | 'light' | 'good' | 'late' | 'quiet';

const tones: Record<Tone, string> = {
  volume: colours.volume,
  middle: colours.volumeMiddle,
  light: colours.volumeLight,
  good: colours.good,
  late: colours.late,
  quiet: colours.third,
};

/** The colour of a tone. */
export function colourOf(tone: Tone): string {
  return tones[tone];
}

/** The lower bounds of the five fixed steps of a rate. */
export const rateSteps = [0, 0.5, 0.7, 0.8, 0.9] as const;

export const fontFamily = "'IBM Plex Sans', 'Segoe UI', system-ui, sans-serif";
