import { runEtl } from '#etl/cli.ts';
import { recordJob } from './etl/record-job.ts';

await runEtl((event) => recordJob(event, process.env));
