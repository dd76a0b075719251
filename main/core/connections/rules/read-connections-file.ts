// Reads the file of connections (`connections-file.ts`). Anybody may have written it, so every field is checked.
import * as z from 'zod/mini';
import { reasonWords, type Reason, type ReasonValues } from '../../../../resources/words/reasons';
import { connectionColours } from '../../model/connection';
import type { DoorsDraft } from '../../model/door';
import { checkDoorPlace } from './door-place';
import { connectionFromDraft, type ConnectionDraft } from './connection-draft';
import { version } from './connections-file';
import { asFailure, Failure } from '../../model/failure';
import { checkProfileName, visibleLine } from '../../model/visible-text';

/** A connection of the file; the caller gives it an id. */
export interface ImportedConnection {
  readonly draft: ConnectionDraft;
  readonly profile?: string;
  readonly doors?: DoorsDraft;
}

/** Why a file or a field is refused: the message of its schema. */
const reasons = {
  file: 'it holds no connections',
  version: 'another version of Mayfly wrote it',
  connection: 'it is no connection',
  text: '“{{field}}” is no text',
  number: '“{{field}}” is no number',
  choice: '“{{field}}” is none of {{choices}}',
} as const satisfies Readonly<Record<string, Reason>>;

const connectionsFile = z.object(
  {
    mayfly: z.literal('connections', reasons.file),
    connections: z.array(z.unknown(), reasons.file),
    version: z.literal(version, reasons.version),
  },
  reasons.file,
);

const text = z.pipe(
  z.nullish(z.string(reasons.text).check(z.maxLength(4_096, reasons.text))),
  z.transform((value) => value ?? ''),
);
const number = z.optional(z.number(reasons.number));

/** Fields that it does not name are ignored: a newer Mayfly may write more. */
const connection = z.object(
  {
    name: text,
    provider: text,
    endpoint: text,
    bucket: text,
    region: text,
    addressing: z._default(z.enum(['path', 'virtual-host', 'automatic'], reasons.choice), 'automatic'),
    prefix: text,
    maxExpirySeconds: number,
    whenExpired: z.optional(z.enum(['delete', 'keep'], reasons.choice)),
    defaultExpirySeconds: number,
    bandwidthBytesPerSecond: number,
    colour: z.optional(z.enum(connectionColours, reasons.choice)),
    encryption: z.optional(z.enum(['usual', 'demanded'], reasons.choice)),
    keyTemplate: text,
    shareEndpoint: text,
    caFile: text,
    doors: z.optional(
      z.object({ bucket: text, prefix: text, address: text, isUsual: z.optional(z.boolean()) }, reasons.connection),
    ),
    profile: text,
  },
  reasons.connection,
);

const invalid = (reason: Reason, reasonValues?: ReasonValues) =>
  new Failure('connections-file-invalid', { reason, ...(reasonValues !== undefined && { reasonValues }) });

/** Raises the reason of the first issue. */
function checked<T>(schema: z.ZodMiniType<T>, value: unknown): T {
  const { data, error } = schema.safeParse(value);
  const [issue] = error?.issues ?? [];
  if (issue === undefined) return data as T;
  const [field] = issue.path;
  const choices = issue.code === 'invalid_value' ? issue.values.join(', ') : '';
  throw invalid(issue.message as Reason, field === undefined ? undefined : { field: String(field), choices });
}

function imported(entry: unknown): ImportedConnection {
  const { profile: named, name, provider, doors, ...rest } = checked(connection, entry);
  const draft = { ...rest, name: name.slice(0, 100), provider: provider || 'other' };
  // To open it would be to sign in there: Windows does so by itself, with the user's name and what their password can be guessed from.
  if (/^[\\/]{2}/.test(draft.caFile)) throw invalid('the certificate authorities lie on another computer');
  const profile = checkProfileName(named);
  // The rules of the form, for every connection before the first is saved.
  const read = connectionFromDraft(draft, 'checked');
  if (doors !== undefined) checkDoorPlace(doors, read);
  return { draft, ...(profile !== '' && { profile }), ...(doors !== undefined && { doors }) };
}

const named = z.object({ name: z.string() });

function parsed(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    throw invalid('it is not JSON');
  }
}

/** Reads such a file. Raises `connections-file-invalid` with the reason and the name or number of the connection. */
export const readConnectionsFile = (content: string): readonly ImportedConnection[] =>
  checked(connectionsFile, parsed(content)).connections.map((entry, index) => {
    try {
      return imported(entry);
    } catch (error) {
      const { detail } = asFailure(error);
      const name = visibleLine(named.safeParse(entry).data?.name.slice(0, 100) ?? '');
      const why = reasonWords(detail.reason ?? 'it cannot be read', detail.reasonValues);
      throw name === ''
        ? invalid('connection {{number}}: {{why}}', { number: index + 1, why })
        : invalid('“{{name}}”: {{why}}', { name, why });
    }
  });
