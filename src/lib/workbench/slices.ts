/** Shorter than a frame of a 60 Hz screen, with room for drawing. */
const sliceMs = 8;

/** Long work in slices, between which the page may draw and hear. */
export class Slices {
  #began = performance.now();

  /** Lets the page go on when this slice is used up; otherwise at once. */
  async rest(): Promise<void> {
    if (performance.now() - this.#began < sliceMs) return;
    await new Promise<void>((resolve) => setTimeout(resolve));
    this.#began = performance.now();
  }
}

const blockLength = 1024;

/** Sorts in place, stably, in slices. */
export async function sortInSlices(
  places: Uint32Array<ArrayBuffer>,
  compare: (a: number, b: number) => number,
): Promise<void> {
  const slices = new Slices();
  for (let from = 0; from < places.length; from += blockLength) {
    places.subarray(from, from + blockLength).sort(compare);
    await slices.rest();
  }
  const merged = new Uint32Array(places.length);
  for (let width = blockLength; width < places.length; width *= 2) {
    for (let from = 0; from < places.length; from += 2 * width) {
      const ends = [
        Math.min(from + width, places.length),
        Math.min(from + 2 * width, places.length),
      ] as const;
      await merge({ places, merged, compare, slices }, from, ends);
    }
    places.set(merged);
  }
}

interface Merging {
  places: Uint32Array;
  merged: Uint32Array;
  compare: (a: number, b: number) => number;
  slices: Slices;
}

async function merge(
  { places, merged, compare, slices }: Merging,
  from: number,
  [middle, end]: readonly [number, number],
) {
  let [left, right] = [from, middle];
  for (let at = from; at < end; at++) {
    const isLeft = right >= end || (left < middle && compare(places[left] ?? 0, places[right] ?? 0) <= 0);
    merged[at] = places[isLeft ? left++ : right++] ?? 0;
    if (at % blockLength === 0) await slices.rest();
  }
}
