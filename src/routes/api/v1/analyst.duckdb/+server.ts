import { sendAnalystFile } from '$lib/server/sql/analyst-file';

export const GET = sendAnalystFile;
