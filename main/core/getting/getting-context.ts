// What this room works with.
import type { AgeFiles } from '../ports/age-files';
import type { ArrivalFiles } from '../ports/arrival-files';
import type { PartFiles } from '../ports/part-files';
import type { Web } from '../ports/web';

export interface GettingContext {
  readonly web: Web;
  readonly ageFiles: Pick<AgeFiles, 'openHead' | 'unlock'>;
  readonly arrivalFiles: Pick<ArrivalFiles, 'prepare' | 'has' | 'inspect'>;
  readonly partFiles: PartFiles;
}
