// A process that is killed at the nth thing the move of a profile does to the disk, before or after it.
import * as fs from 'node:fs/promises';
import { moveProfile, type Disk } from '../../main/adapters/profile/move-profile';

const [former = '', profileDir = '', nth = '0', when = 'before'] = process.argv.slice(2);
let count = 0;
const die = (): void => {
  process.kill(process.pid, 'SIGKILL');
  // The signal takes a moment, in which nothing more may happen.
  for (;;);
};
const counted = new Proxy<Disk>(fs, {
  get(target, name: keyof Disk) {
    const call = target[name] as (...given: readonly unknown[]) => Promise<unknown>;
    return async (...given: readonly unknown[]) => {
      count += 1;
      const isLast = count === Number(nth);
      if (isLast && when === 'before') die();
      const result = await call(...given);
      if (isLast) die();
      return result;
    };
  },
});
const { profileDir: found } = await moveProfile(former, profileDir, counted);
process.stdout.write(JSON.stringify({ found, count }));
