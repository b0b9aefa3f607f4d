import { overviewPage } from './overview';

/** Every page: what makes it, and the parameters that only it knows. */
export const pages = {
  overview: { make: overviewPage, parameters: [] },
};
