import { sqlFunctions } from '$lib/server/sql/page';

export const GET = sqlFunctions;
