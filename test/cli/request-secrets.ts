// Everything secret that the page of a request, and the answer to a guest who asks, give away; and where it is looked for.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { OfferAnswer } from '../../main/core/requests/rules/offer-answer';
import type { Canary } from '../canary/scan';
import { answerOf, heartbeatOf, takenOf, writeOf, type PageData } from '../core/requests/guest';
import { originOf, type Made } from './guest-of-link';

/** As a query has it, and as it stands in the page. */
const signature = (name: string, hex: string): readonly Canary[] => [
  { name, value: hex },
  { name: `${name}, in the page`, value: Buffer.from(hex, 'hex').toString('base64url') },
];
const ofUrl = (name: string, url: string): readonly Canary[] =>
  signature(name, new URL(url).searchParams.get('X-Amz-Signature') ?? '');

export function secretsOf(made: Made, page: PageData): readonly Canary[] {
  const origin = originOf(made);
  const ofSlots = page.slots.flatMap((slot, index) => [
    ...ofUrl(`the HEAD of slot ${slot}`, takenOf(page, origin, index)),
    ...(['about', 'data'] as const).flatMap((part) => {
      const write = writeOf(page, origin, index, part);
      if (write.kind === 'put') return ofUrl(`the PUT of ${part} of slot ${slot}`, write.url);
      const { policy = '', 'x-amz-signature': signed = '' } = write.fields;
      return [
        ...signature(`the form of ${part} of slot ${slot}`, signed),
        { name: `the policy of ${part} of slot ${slot}`, value: policy },
      ];
    }),
  ]);
  if (page.ask === undefined) return ofSlots;
  const answers = page.ask.answers.slots.flatMap((slot) =>
    ofUrl(`the answer of slot ${slot}`, answerOf(page, origin, slot)),
  );
  return [...ofSlots, ...ofUrl('the heartbeat', heartbeatOf(page, origin)), ...answers];
}

/** `key`: the guest's own. */
export const secretsOfAnswer = (answer: OfferAnswer & { state: 'upload' }, key: string): readonly Canary[] => [
  { name: "the guest's key", value: key },
  { name: "the guest's key, decoded", value: Buffer.from(key, 'base64url').toString('hex') },
  ...answer.signatures.flatMap((one, index) =>
    signature(`part ${index + 1}`, Buffer.from(one, 'base64url').toString('hex')),
  ),
];

export async function filesUnder(folder: string): Promise<readonly (readonly [string, Buffer])[]> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = names.filter((one) => one.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  return Promise.all(paths.map(async (path) => [path, await readFile(path)] as const));
}
