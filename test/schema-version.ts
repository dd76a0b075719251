// Reads a line of JSON that a command printed, as what it says beside the version of its schema.
import { schemaVersion } from '../main/terminal/output/output';

function withoutVersion(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const { schemaVersion: found, ...rest } = value as Readonly<Record<string, unknown>>;
  if (found !== schemaVersion) throw new Error(`the version of the schema is ${JSON.stringify(found)}`);
  return rest;
}

/** Raises where an object of the line does not say its version. */
export function parseLine(line: string): unknown {
  const value = JSON.parse(line) as unknown;
  return Array.isArray(value) ? value.map(withoutVersion) : withoutVersion(value);
}
