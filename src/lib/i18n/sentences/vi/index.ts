import { backlog } from './backlog';
import { briefings } from './briefings';
import { compare } from './compare';
import { compliance } from './compliance';
import { data } from './data';
import { definitions } from './definitions';
import { duties } from './duties';
import { explain } from './explain';
import { findings } from './findings';
import { frame } from './frame';
import { heat } from './heat';
import { organizations } from './organizations';
import { overview } from './overview';
import { quality } from './quality';
import { rejects } from './rejects';
import { restricted } from './restricted';
import { trends } from './trends';
import { upload } from './upload';

/** Sentences that pages compute, in Vietnamese. */
export const vi = {
  ...frame,
  ...overview,
  ...findings,
  trends,
  compare,
  compliance,
  duties,
  backlog,
  briefings,
  organizations,
  definitions,
  explain,
  heat,
  data,
  quality,
  rejects,
  restricted,
  upload,
};
