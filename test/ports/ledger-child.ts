// What a ledger promises holds between processes: this is one of them. Prints a line for every promise it was given.
import { openLedger } from '../../main/adapters/ledger/ledger';
import { asFailure } from '../../main/core/model/failure';
import { failureWords } from '../../main/core/wording/failure-words';
import { sampleConnection, sampleShare } from '../fakes/samples';

const [, , mode = '', profile = '', tag = '', count = '0'] = process.argv;
const say = (value: unknown) => process.stdout.write(`${JSON.stringify(value)}\n`);

function write(limit: number): void {
  const { ledger, keptAside } = openLedger(profile);
  if (keptAside !== undefined) say({ keptAside: keptAside.code });
  ledger.saveConnection({ ...sampleConnection, id: `c-${tag}`, name: `Connection ${tag}` });
  for (let index = 0; index < limit; index += 1) {
    const id = `s-${tag}-${index}`;
    ledger.saveShare({ ...sampleShare, id, connectionId: `c-${tag}`, name: 'x'.repeat(200) });
    say({ saved: id });
  }
  ledger.close();
}

function read(): void {
  const { ledger, keptAside } = openLedger(profile);
  say({ keptAside: keptAside?.code, count: ledger.shares().length });
  ledger.close();
}

try {
  // `loop` ends when it is killed, or when the disk is full.
  if (mode === 'read') read();
  else write(mode === 'loop' ? Number.POSITIVE_INFINITY : Number(count));
} catch (error) {
  const failure = asFailure(error);
  say({ failed: failure.code, message: failureWords(failure, 'terminal').message });
}
