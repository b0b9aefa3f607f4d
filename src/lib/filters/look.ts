import { oneOf } from './read';

export const themes = ['light', 'dark'] as const;
export type Theme = (typeof themes)[number];

export const modes = ['meeting'] as const;
export type Mode = (typeof modes)[number];

/** The theme that a URL asks for, for this one page; undefined when it asks for none. Throws BadParameter. */
export function themeOf(params: URLSearchParams): Theme | undefined {
  return params.has('theme')
    ? oneOf<Theme>(params, 'theme', { allowed: themes, fallback: 'light' })
    : undefined;
}

/** `meeting` when a URL asks for one panel a screen; undefined otherwise. Throws BadParameter. */
export function modeOf(params: URLSearchParams): Mode | undefined {
  return params.has('mode')
    ? oneOf<Mode>(params, 'mode', { allowed: modes, fallback: 'meeting' })
    : undefined;
}
