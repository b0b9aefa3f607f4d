export { knownOrganization } from '../../lib/server/people/known-organization.ts';
