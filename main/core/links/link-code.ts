// The code of a link that a camera reads, and what a person has to know before scanning it.
import { reachOfUrl } from '../model/host-reach';
import { qrPng, type LinkCode, type ShownCode } from '../model/qr';
import type { Ports } from '../ports/ports';

/** The code of any link, as wide as `columns` allows. Raises `qr-too-long`. */
export async function linkCode(
  { encodeQr, wifiName }: Pick<Ports, 'encodeQr' | 'wifiName'>,
  url: string,
  columns?: number,
): Promise<LinkCode> {
  const code = encodeQr(url, columns);
  const reach = reachOfUrl(url);
  const wifi = reach === 'private' ? await wifiName() : undefined;
  return { ...code, reach, ...(wifi !== undefined && { wifi }) };
}

/** The same as a picture. */
export const shownCode = ({
  modules,
  halfBlocks: _ofTerminals,
  ...facts
}: LinkCode & Pick<ShownCode, 'name' | 'expiresAtMs'>): ShownCode => ({ ...facts, png: qrPng(modules) });
