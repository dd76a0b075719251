// How much of the network uploads may take: a limit in bytes and a number of requests at once.
import { useAct } from '../state/run-action';
import { request } from '../state/bridge';
import { formats } from '../state/format';
import { words } from '../state/words';
import { Choice } from '../ui/Choice';

export const bandwidthOffers = [
  250_000, 500_000, 1_000_000, 2_000_000, 5_000_000, 10_000_000, 25_000_000, 100_000_000,
] as const;
const limits = [0, ...bandwidthOffers];
const counts = [1, 2, 4, 8, 16, 32, 64, 128];

/** Offers a value set elsewhere, such as on the command line, besides the presets. */
export const withCurrent = (offers: readonly number[], current: number): readonly number[] =>
  offers.includes(current) ? offers : [...offers, current].sort((a, b) => a - b);

/** Bytes per second of all uploads together; 0 is no limit. */
export function SpeedField({ bytesPerSecond }: { readonly bytesPerSecond: number }) {
  const act = useAct();
  const w = words.settings;
  return (
    <Choice
      label={w.speedLimit}
      value={String(bytesPerSecond)}
      options={withCurrent(limits, bytesPerSecond).map((limit) => ({
        value: String(limit),
        label: limit === 0 ? w.noLimit : words.uploads.rate({ bytes: formats.bytes(limit) }),
      }))}
      onChange={(limit) => void act(request('settings:save', { bandwidthBytesPerSecond: Number(limit) }))}
    />
  );
}

export function ParallelField({ parallel }: { readonly parallel: number }) {
  const act = useAct();
  return (
    <Choice
      label={words.settings.parallel}
      value={String(parallel)}
      options={withCurrent(counts, parallel).map((n) => ({ value: String(n), label: String(n) }))}
      onChange={(n) => void act(request('settings:save', { parallel: Number(n) }))}
    />
  );
}
