/** By what a figure may be narrowed beyond the filters of its page. */
export interface Narrower {
  /** First month of its period, `YYYY-MM`; its last is the page's month. */
  from?: string;
  /** An organisation with all below it. */
  org?: string;
  stage?: string;
  age_band?: string;
  duty_type?: string;
}

/** Where a figure is explained: its metric under the filters of `search`, narrowed further. */
export function explainHref(metric: string, search: string, narrower: Narrower = {}): string {
  const params = new URLSearchParams({ metric });
  for (const [name, value] of new URLSearchParams(search)) params.set(name, value);
  for (const [name, value] of Object.entries(narrower)) if (value) params.set(name, value);
  return `/explain?${params.toString().replaceAll('%2C', ',')}`;
}
