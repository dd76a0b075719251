// Why this exists: sizes as plain text, for places that have no language of their own: the terminal and a page without script.

const units = ['B', 'kB', 'MB', 'GB', 'TB'];

/** `2.1 MB`, in powers of 1,000 as file managers count. */
export function bytes(count: number): string {
  let value = count;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 || value >= 99.5 ? Math.round(value) : value.toFixed(1)} ${units[unit] ?? ''}`;
}
