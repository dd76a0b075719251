// The fields that `--format` takes of each command: those of its JSON (docs/command-line.md), known before the command does anything.
import type { CommandName } from '../arguments/command-rule';

const ofLink = [
  ...([
    'id',
    'url',
    'name',
    'door',
    'expiresAt',
    'limitedBy',
    'endUntold',
    'reach',
    'connection',
    'bucket',
    'key',
  ] as const),
  ...(['verified', 'sending', 'encrypted', 'password', 'kind', 'fileCount', 'title', 'message', 'files'] as const),
];

const ofShare = [
  ...([
    'id',
    'kind',
    'origin',
    'name',
    'sizeBytes',
    'fileCount',
    'contentType',
    'connection',
    'bucket',
    'key',
  ] as const),
  ...(['createdAt', 'expiresAt', 'limitedBy', 'keepUntil', 'state', 'verified', 'encrypted', 'password'] as const),
  ...(['reach', 'receipts'] as const),
];

const ofShareAlone = [
  ...(['endpoint', 'shareEndpoint', 'region', 'addressing', 'disposition', 'storedCheck', 'message'] as const),
  ...(['revokedAt', 'missingAt', 'removedAt', 'agent', 'files'] as const),
];

const ofSigned = ['method', 'url', 'expiresAt', 'limitedBy', 'endUntold'];

/** A command that is not here takes no `--format`. */
export const fields: { readonly [Name in CommandName]?: readonly string[] } = {
  share: ofLink,
  watch: ofLink,
  link: ofLink,
  extend: ofLink,
  password: ofLink,
  replace: ofLink,
  remove: ofLink,
  resume: ofLink,
  copy: ['id', 'door', 'copied', 'expiresAt', 'text', 'html'],
  'sign get': [...ofSigned, 'verified'],
  'sign put': [...ofSigned, 'headers'],
  'sign post': [...ofSigned, 'fields'],
  'sign multipart': ['method', 'parts', 'complete', 'abort', 'expiresAt', 'limitedBy', 'endUntold'],
  list: ofShare,
  show: [...ofShare, ...ofShareAlone],
  request: [
    ...(['id', 'url', 'door', 'expiresAt', 'limitedBy', 'endUntold', 'way', 'slots', 'limits', 'encrypted'] as const),
    ...(['leaseSeconds', 'keptByStorage'] as const),
  ],
  requests: [
    ...(['id', 'title', 'state', 'replaced', 'arrived', 'createdAt', 'expiresAt', 'way', 'limits'] as const),
    ...(['encrypted', 'leaseSeconds', 'saveTo', 'files'] as const),
  ],
  receive: [
    ...(['request', 'name', 'folder', 'sizeBytes', 'sha256', 'sender', 'note', 'arrivedAt', 'path'] as const),
    ...(['folderLost', 'refusal', 'damaged'] as const),
  ],
  get: ['name', 'sizeBytes', 'sha256', 'path', 'there'],
  send: ['name', 'sizeBytes', 'there'],
  policy: ['holds', 'from', 'rules'],
};
