/** The colours of the pages, as in app.css (a test keeps the two alike). Colour carries meaning only. */
export const colours = {
  ink: '#1b1f24',
  second: '#4a5058',
  third: '#6b727b',
  rule: '#dcdfe3',
  paper: '#ffffff',
  ground: '#f7f6f3',
  volume: '#1f4e79',
  volumeMiddle: '#6f8fb0',
  volumeLight: '#c9d3de',
  good: '#12594f',
  late: '#bb5a1b',
  band: '#eef1f4',
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
