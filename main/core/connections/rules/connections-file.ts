// Connections as a file that can be given away: everything about them but their keys. What is read is checked field by
// field, because a person may have written it.
import { reasonWords, type Reason, type ReasonValues } from '../../../../resources/words/reasons';
import { connectionColours, type Connection } from '../../model/connection';
import { connectionFromDraft, type ConnectionDraft } from './connection-draft';
import { asFailure, Failure } from '../../model/failure';
import { checkProfileName, visibleLine } from '../../model/visible-text';

const version = 1;

/** A profile is a name; its keys are in files of its own, which every computer has its own of. */
function exported(connection: Connection): object {
  const { id: _id, kind: _kind, credentials, order: _order, awaitsKeys: _awaits, ...rest } = connection;
  const { name, provider, endpoint, bucket, region, addressing, prefix, maxExpirySeconds, whenExpired } = rest;
  const { defaultExpirySeconds, bandwidthBytesPerSecond, colour, keyTemplate, shareEndpoint, caFile } = rest;
  return {
    name,
    provider,
    endpoint,
    bucket,
    region,
    addressing,
    prefix,
    maxExpirySeconds,
    whenExpired,
    defaultExpirySeconds,
    bandwidthBytesPerSecond,
    colour,
    keyTemplate,
    shareEndpoint,
    caFile,
    profile: credentials?.kind === 'profile' ? credentials.profile : undefined,
  };
}

/** The text of the file, without any key. The bucket on this computer is not for giving away and left out. */
export function connectionsFile(connections: readonly Connection[]): string {
  const list = connections.filter(({ kind }) => kind === 's3').map(exported);
  return `${JSON.stringify({ mayfly: 'connections', version, connections: list }, undefined, 2)}\n`;
}

/** One of the file, its id still to be given. */
export interface ImportedConnection {
  readonly draft: ConnectionDraft;
  readonly profile?: string;
}

const invalid = (reason: Reason, reasonValues?: ReasonValues) =>
  new Failure('connections-file-invalid', { reason, ...(reasonValues !== undefined && { reasonValues }) });

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function text(fields: Fields, name: string): string {
  const value = fields[name] ?? '';
  if (typeof value !== 'string' || value.length > 4_096) throw invalid('“{{field}}” is no text', { field: name });
  return value;
}

function number(fields: Fields, name: string): number | undefined {
  const value = fields[name];
  if (value !== undefined && typeof value !== 'number') throw invalid('“{{field}}” is no number', { field: name });
  return value;
}

function oneOf<T extends string>(fields: Fields, name: string, values: readonly T[]): T | undefined {
  const value = fields[name];
  const found = values.find((known) => known === value);
  if (value !== undefined && found === undefined)
    throw invalid('“{{field}}” is none of {{choices}}', { field: name, choices: values.join(', ') });
  return found;
}

function imported(fields: Fields): ImportedConnection {
  const draft: ConnectionDraft = {
    name: text(fields, 'name').slice(0, 100),
    provider: text(fields, 'provider') || 'other',
    endpoint: text(fields, 'endpoint'),
    bucket: text(fields, 'bucket'),
    region: text(fields, 'region'),
    addressing: oneOf(fields, 'addressing', ['path', 'virtual-host', 'automatic']) ?? 'automatic',
    prefix: text(fields, 'prefix'),
    maxExpirySeconds: number(fields, 'maxExpirySeconds'),
    whenExpired: oneOf(fields, 'whenExpired', ['delete', 'keep']),
    defaultExpirySeconds: number(fields, 'defaultExpirySeconds'),
    bandwidthBytesPerSecond: number(fields, 'bandwidthBytesPerSecond'),
    colour: oneOf(fields, 'colour', connectionColours),
    keyTemplate: text(fields, 'keyTemplate'),
    shareEndpoint: text(fields, 'shareEndpoint'),
    caFile: text(fields, 'caFile'),
  };
  // To open it would be to sign in there: Windows does so by itself, with the user's name and what their password can be guessed from.
  if (/^[\\/]{2}/.test(draft.caFile ?? '')) throw invalid('the certificate authorities lie on another computer');
  const profile = checkProfileName(text(fields, 'profile'));
  // Whatever a form would refuse is refused here, before anything of the file is taken.
  connectionFromDraft(draft, 'checked');
  return { draft, ...(profile !== '' && { profile }) };
}

/** Reads such a file. Raises `connections-file-invalid` with the reason, and the connection it is about. */
export function readConnectionsFile(content: string): readonly ImportedConnection[] {
  let file: unknown;
  try {
    file = JSON.parse(content);
  } catch {
    throw invalid('it is not JSON');
  }
  if (!isFields(file) || file['mayfly'] !== 'connections' || !Array.isArray(file['connections'])) {
    throw invalid('it holds no connections');
  }
  if (file['version'] !== version) throw invalid('another version of Mayfly wrote it');
  return (file['connections'] as readonly unknown[]).map((entry, index) => {
    try {
      if (!isFields(entry)) throw invalid('it is no connection');
      return imported(entry);
    } catch (error) {
      const { detail } = asFailure(error);
      const name = isFields(entry) && typeof entry['name'] === 'string' ? visibleLine(entry['name'].slice(0, 100)) : '';
      const why = reasonWords(detail.reason ?? 'it cannot be read', detail.reasonValues);
      throw name === ''
        ? invalid('connection {{number}}: {{why}}', { number: index + 1, why })
        : invalid('“{{name}}”: {{why}}', { name, why });
    }
  });
}
