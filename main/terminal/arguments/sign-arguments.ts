// The arguments of `mayfly sign get`, `put`, `post` and `multipart`.
import { readSize } from '../../../resources/words/typed-units';
import { usualPartLimits } from '../../core/providers/multipart-limits';
import type { ToSign } from '../../core/model/requests/guest-request';
import { parseObjectAddress } from '../../core/model/keys/object-address';
import type { Common, SignCommand } from './command';
import type { CommandRule, Operand } from './command-rule';
import { usage, type Option, type Values } from './options';
import { readEnd, readEphemeral } from './share-arguments';
import { shapeOptions } from '../scripts/script-arguments';

type Reader = (values: Values, common: Common, operands: readonly string[]) => SignCommand;

/** One PUT, one part and one form: Amazon S3 User Guide, "Uploading objects". */
const { maxPartBytes: mostInOneRequest } = usualPartLimits;

/** What all four take. */
const signOptions: readonly Option[] = [
  'expires',
  'connection',
  'bucket',
  'endpoint',
  'region',
  'path-style',
  'virtual-host',
  'profile',
  ...shapeOptions,
];

function readSign(values: Values, common: Common, [text = '']: readonly string[], toSign: ToSign): SignCommand {
  const address = parseObjectAddress(text);
  if (address.kind === 'folder') throw usage('the address names a folder, and one object is signed');
  const { bucket = address.bucket } = values;
  if (bucket !== address.bucket) throw usage('--bucket and the address name two buckets');
  const { endpoint, region, profile } = values;
  const isOneOff =
    (values.bucket ?? endpoint ?? region ?? profile) !== undefined || values['path-style'] || values['virtual-host'];
  return {
    kind: 'sign',
    ...common,
    bucket,
    key: address.key,
    toSign,
    ...readEnd(values),
    connectionName: values.connection,
    ephemeral: isOneOff ? readEphemeral({ ...values, bucket }) : undefined,
    unproven: values['i-know'],
  };
}

/** RFC 9110 section 8.3.1: a type, a subtype and parameters; nothing that ends a header. */
function typeIn({ 'content-type': contentType }: Values): { readonly contentType?: string } {
  if (contentType === undefined) return {};
  if (!/^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?: *; *[\w-]+=[\w".:+-]+)*$/.test(contentType)) {
    throw usage('--content-type takes a type, like image/png');
  }
  return { contentType };
}

function lengthIn({ 'content-length': text }: Values): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,14}$/.test(text)) throw usage('--content-length takes a number of bytes, from 1');
  return Number(text);
}

function inOneRequest<Bytes extends number | undefined>(bytes: Bytes): Bytes {
  if (bytes !== undefined && bytes > mostInOneRequest) {
    throw usage('one request carries at most 5 GiB; larger files go by mayfly sign multipart');
  }
  return bytes;
}

/** Raises `bad-request`, `bucket-name-invalid`, `key-unlinkable`, `expiry-out-of-range`, as all of these. */
const readSignGet: Reader = (values, common, operands) => readSign(values, common, operands, { kind: 'get' });

const readSignPut: Reader = (values, common, operands) => {
  const contentLength = inOneRequest(lengthIn(values));
  const exact = contentLength === undefined ? {} : { contentLength };
  return readSign(values, common, operands, { kind: 'put', ...typeIn(values), ...exact });
};

const readSignPost: Reader = (values, common, operands) => {
  const { 'max-size': size } = values;
  const exact = lengthIn(values);
  const most = size === undefined ? undefined : readSize(size, 1);
  if (size !== undefined && (most === undefined || most === 0))
    throw usage('--max-size takes a size, like 10MB or 4GiB');
  if (most !== undefined && exact !== undefined) throw usage('--max-size and --content-length exclude each other');
  const mostBytes = inOneRequest(exact ?? most);
  if (mostBytes === undefined) throw usage('post needs --max-size or --content-length');
  return readSign(values, common, operands, { kind: 'post', ...typeIn(values), leastBytes: exact ?? 0, mostBytes });
};

const readSignMultipart: Reader = (values, common, operands) => {
  const sizeBytes = lengthIn(values);
  if (sizeBytes === undefined) {
    throw usage('{{option}} needs {{needed}}', { option: 'multipart', needed: '--content-length' });
  }
  return readSign(values, common, operands, { kind: 'multipart', ...typeIn(values), sizeBytes });
};

const object: Operand = { shown: 's3://B/KEY', missing: 'the address is missing, like s3://bucket/key' };
const own = { bucket: { said: 'ephemeral' } } as const;

export const signCommands = {
  'sign get': { operands: [object], options: signOptions, own, read: readSignGet },
  'sign put': {
    operands: [object],
    options: ['content-type', 'content-length', ...signOptions, 'i-know'],
    own,
    read: readSignPut,
  },
  'sign post': {
    operands: [object],
    options: ['max-size', 'content-length', 'content-type', ...signOptions, 'i-know'],
    own,
    read: readSignPost,
  },
  'sign multipart': {
    operands: [object],
    options: ['content-length', 'content-type', ...signOptions, 'i-know'],
    needs: ['content-length'],
    own,
    read: readSignMultipart,
  },
} as const satisfies Readonly<Record<string, CommandRule>>;
