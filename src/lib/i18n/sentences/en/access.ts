import type { access as vietnamese } from '../vi/access';

/** What every page may say of who is signed in, and of what they may not open, in English. */
export const access: typeof vietnamese = {
  bar: { account: 'Account', signOut: 'Sign out', signIn: 'Sign in', of: (name) => `Account ${name}` },
  signInFirst: 'Sign in first.',
  notAllowed: 'The role of this account may not open this address.',
  refusedTitle: 'This page is not open to you',
  refused: (role) =>
    `This page is not part of your role, ${role}. If your work needs it, ask the administrator for another role.`,
  expired: 'Your session has ended',
  expiredHelp: 'Sign in again to go on.',
};
