// Why this exists: the few facts that the doctor reads from S3's XML. Bodies are short, the elements it looks for do not nest in themselves,
// and nothing of a server's own sentences is kept.
import type { ExamListed } from '../../domain/exam-answer';
import { decodeName } from './names';

const names: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const decoded = (text: string): string =>
  text.replace(/&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#x([0-9a-f]{1,6}));/gi, (whole, name, decimal, hex) => {
    if (typeof name === 'string') return names[name.toLowerCase()] ?? whole;
    const point = typeof decimal === 'string' ? Number(decimal) : Number.parseInt(String(hex), 16);
    return point <= 0x10_ff_ff ? String.fromCodePoint(point) : whole;
  });

/** The text of the first element of that name. */
export function elementIn(xml: string, name: string): string | undefined {
  const found = new RegExp(`<${name}(?:\\s[^>]{0,200})?>([^<]{0,2000})</${name}>`).exec(xml)?.[1];
  return found === undefined ? undefined : decoded(found.trim());
}

/** Old descriptions of S3, and servers built after them, call every result a response. */
export const isRoot = (root: string | undefined, name: string): boolean =>
  root === `${name}Result` || root === `${name}Response`;

/** The outermost element; `undefined` when it is no XML. */
export const rootOf = (xml: string): string | undefined =>
  /^\s*(?:<\?xml[^>]{0,200}\?>)?\s*<([A-Za-z][A-Za-z0-9]{0,60})[\s/>]/.exec(xml.slice(0, 1_000))?.[1];

const blocks = (xml: string, name: string): readonly string[] =>
  [...xml.matchAll(new RegExp(`<${name}>([\\s\\S]{0,4000}?)</${name}>`, 'g'))].map(([, block = '']) => block);

/** What a list of objects or of versions holds. */
export function listedIn(xml: string): readonly ExamListed[] {
  const encoding = elementIn(xml, 'EncodingType');
  return ['Contents', 'Version', 'DeleteMarker'].flatMap((name) =>
    blocks(xml, name).flatMap((block) => {
      const key = elementIn(block, 'Key');
      const versionId = elementIn(block, 'VersionId');
      return key === undefined
        ? []
        : [{ key: decodeName(key, encoding), ...(versionId !== undefined && { versionId }) }];
    }),
  );
}

export const uploadsIn = (xml: string): readonly string[] =>
  blocks(xml, 'Upload').flatMap((block) => elementIn(block, 'UploadId') ?? []);

/** Errors of single objects inside an answer about many. */
export const errorsIn = (xml: string): number => blocks(xml, 'Error').length;

export const partsIn = (xml: string): readonly number[] =>
  blocks(xml, 'Part').flatMap((block) => {
    const number = Number(elementIn(block, 'PartNumber') ?? Number.NaN);
    return Number.isInteger(number) ? [number] : [];
  });

/** What is not quoted by any server in its own element: `the region 'us-east-1' is wrong; expecting 'eu-west-1'`. */
export const expectedRegionIn = (xml: string): string | undefined =>
  /expecting\s+(?:'|&apos;|&#39;|")([a-z0-9-]{2,40})(?:'|&apos;|&#39;|")/i.exec(xml)?.[1];
