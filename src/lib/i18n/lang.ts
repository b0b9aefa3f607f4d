/** The languages of the interface; Vietnamese is the first. */
export const languages = ['vi', 'en'] as const;

export type Lang = (typeof languages)[number];
