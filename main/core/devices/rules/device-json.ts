// The messages of LocalSend's protocol 2.1, as other devices write them. All of it is untrusted: bounded, made visible, never believed.
// Source: localsend/protocol, README; what releases 1.17 and 1.18 of the app do beside it stands in docs/localsend.md.
import * as z from 'zod/mini';
import {
  deviceKinds,
  mostOfferedBytes,
  mostOfferedFiles,
  type DeviceInfo,
  type DeviceKind,
  type DeviceScheme,
  type OfferedFile,
} from '../../model/devices/device';
import { visibleLine, visibleText } from '../../model/visible-text';
import { offeredPath } from './offered-path';

/** Bytes of an announcement or registration. */
export const mostInfoBytes = 8_192;
/** Bytes of the list of `mostOfferedFiles`. */
export const mostOfferBytes = 8_388_608;
/** Characters of a message that comes as a text. */
const mostTextCharacters = 100_000;

const mostAliasCharacters = 64;

const text = (most: number) => z.string().check(z.minLength(1), z.maxLength(most));
/** Dart writes an absent value as `null`. */
const absent = <T extends z.core.$ZodType>(schema: T) => z.optional(z.nullable(schema));

const infoSchema = z.object({
  alias: text(1_000),
  version: absent(text(20)),
  deviceModel: absent(z.string().check(z.maxLength(1_000))),
  deviceType: absent(z.unknown()),
  fingerprint: text(512),
});
const placeSchema = z.object({
  port: z.int().check(z.minimum(1), z.maximum(65_535)),
  protocol: z.enum(['https', 'http']),
  announce: absent(z.unknown()),
});
const fileSchema = z.object({
  id: text(200),
  fileName: text(4_096),
  size: z.int().check(z.minimum(0), z.maximum(mostOfferedBytes)),
  fileType: absent(z.string().check(z.maxLength(300))),
  sha256: absent(z.string().check(z.maxLength(200))),
  preview: absent(z.string()),
});
const offerSchema = z.object({ info: z.unknown(), files: z.record(text(200), fileSchema) });
const acceptedSchema = z.object({
  sessionId: text(500),
  files: z.record(text(200), z.string().check(z.maxLength(2_000))),
});

/** `undefined` for what is no JSON. */
function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** A fingerprint of a certificate in one way of writing; any other text as it is. */
const writtenFingerprint = (said: string): string => {
  const bare = said.replaceAll(':', '').toUpperCase();
  return /^[0-9A-F]{64}$/.test(bare) ? bare : visibleLine(said);
};

const kindOf = (said: unknown): DeviceKind => deviceKinds.find((kind) => kind === said) ?? 'desktop';

const shown = (said: string): string => Array.from(visibleLine(said).trim()).slice(0, mostAliasCharacters).join('');

function infoOf(value: unknown): DeviceInfo | undefined {
  const read = infoSchema.safeParse(value);
  if (!read.success) return undefined;
  const { alias, version, deviceModel, deviceType, fingerprint } = read.data;
  const name = shown(alias);
  const model = shown(deviceModel ?? '');
  if (name === '') return undefined;
  return {
    alias: name,
    kind: kindOf(deviceType),
    ...(model !== '' && { model }),
    version: visibleLine(version ?? '1.0'),
    fingerprint: writtenFingerprint(fingerprint),
  };
}

/** What a device says when it answers: itself alone. `undefined` for anything else. */
export const readInfo = (json: string): DeviceInfo | undefined =>
  json.length > mostInfoBytes ? undefined : infoOf(parsed(json));

export interface Announced extends DeviceInfo {
  readonly port: number;
  readonly scheme: DeviceScheme;
  /** It wants to be answered. Release 1.18 ignores the field. */
  readonly wantsAnswer: boolean;
}

/** An announcement or a registration: `undefined` for anything else. */
export function readAnnounced(json: string): Announced | undefined {
  const info = readInfo(json);
  const place = placeSchema.safeParse(parsed(json));
  if (info === undefined || !place.success) return undefined;
  const { port, protocol, announce } = place.data;
  return { ...info, port, scheme: protocol, wantsAnswer: announce !== false };
}

export interface ReadOffer {
  readonly sender: DeviceInfo;
  readonly files: readonly OfferedFile[];
  readonly text?: string;
}

/**
 * The body of `prepare-upload`; `undefined` for anything else. A message is one file of a `text/` type with all of it in `preview`; its preview is
 * that of a file where the sizes differ.
 */
export function readOffer(json: string): ReadOffer | undefined {
  if (json.length > mostOfferBytes) return undefined;
  const read = offerSchema.safeParse(parsed(json));
  const sender = read.success ? infoOf(read.data.info) : undefined;
  if (!read.success || sender === undefined) return undefined;
  const listed = Object.entries(read.data.files);
  if (listed.length > mostOfferedFiles) return undefined;
  // The name in the table is the one that tokens are asked by.
  const files = listed.map(([id, { fileName, size, fileType, sha256 }]): OfferedFile => {
    const hash = sha256?.toLowerCase() ?? '';
    return {
      id,
      ...offeredPath(fileName),
      sizeBytes: size,
      ...(fileType != null && fileType !== '' && { type: visibleLine(fileType) }),
      ...(/^[0-9a-f]{64}$/.test(hash) && { sha256: hash }),
    };
  });
  if (files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) > mostOfferedBytes) return undefined;
  const [only, other] = listed.map(([, file]) => file);
  const preview = only?.preview ?? '';
  const isMessage = other === undefined && preview !== '' && only?.fileType?.startsWith('text/') === true;
  if (!isMessage || Buffer.byteLength(preview) !== only?.size) return { sender, files };
  return preview.length > mostTextCharacters ? undefined : { sender, files, text: visibleText(preview) };
}

export interface Accepted {
  readonly sessionId: string;
  /** By the id of the file. One without a token is not wanted. */
  readonly tokens: Readonly<Record<string, string>>;
}

/** The answer to `prepare-upload`; `undefined` for anything else. */
export function readAccepted(json: string): Accepted | undefined {
  const read = json.length > mostOfferBytes ? undefined : acceptedSchema.safeParse(parsed(json));
  return read?.success === true ? { sessionId: read.data.sessionId, tokens: read.data.files } : undefined;
}
