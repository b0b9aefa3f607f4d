import { constants, setPriority } from 'node:os';
import { runEtl } from '#etl/cli.ts';
import { recordJob } from './etl/record-job.ts';

// A load may take both cores for a while: whoever reads the pages meanwhile goes first.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
await runEtl((event) => recordJob(event, process.env));
