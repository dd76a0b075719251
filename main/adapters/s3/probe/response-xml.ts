// Reads the facts of a probe's answer from S3's XML; no text of the server leaves this file.
import type { ProbeListed, ProbeResponse } from '../../../core/model/probe';
import { decodeName } from '../url-encoded-keys';
import { childrenOf, firstOf, textOf, type XmlElement } from '../wire/xml';

/** A longer text is no name, id or tag. */
const longestText = 4_096;

/** The text of the first element with that name. */
export function elementIn(root: XmlElement | undefined, name: string): string | undefined {
  const text = firstOf(root, name)?.text.trim();
  return text !== undefined && text.length <= longestText ? text : undefined;
}

/** Old versions of S3's schema, and servers built after them, write `...Response` for `...Result`. */
export const isRoot = (root: XmlElement | undefined, name: string): boolean =>
  root?.name === `${name}Result` || root?.name === `${name}Response`;

/** The entries of a list of objects or versions. */
export function listedIn(root: XmlElement | undefined): readonly ProbeListed[] {
  const encoding = textOf(root, 'EncodingType');
  return ['Contents', 'Version', 'DeleteMarker'].flatMap((name) =>
    childrenOf(root, name).flatMap((entry) => {
      const key = textOf(entry, 'Key');
      const versionId = textOf(entry, 'VersionId');
      return key === undefined
        ? []
        : [{ key: decodeName(key, encoding), ...(versionId !== undefined && { versionId }) }];
    }),
  );
}

export const uploadsIn = (root: XmlElement | undefined): readonly string[] =>
  childrenOf(root, 'Upload').flatMap((upload) => textOf(upload, 'UploadId') ?? []);

/** A rule for objects of a size or with a tag is none for whole prefixes. */
export const expiringIn = (root: XmlElement | undefined): NonNullable<ProbeResponse['expiring']> =>
  childrenOf(root, 'Rule').flatMap((rule) => {
    const [filter] = childrenOf(rule, 'Filter');
    const days = Number(textOf(childrenOf(rule, 'Expiration')[0], 'Days') ?? Number.NaN);
    const isPlain = filter === undefined || filter.children.every(({ name }) => name === 'Prefix');
    if (textOf(rule, 'Status') !== 'Enabled' || !isPlain || !Number.isInteger(days)) return [];
    return [{ prefix: textOf(filter, 'Prefix') ?? textOf(rule, 'Prefix') ?? '', days }];
  });

/** Errors of single objects inside an answer about many. */
export const errorsIn = (root: XmlElement | undefined): number => childrenOf(root, 'Error').length;

export const partsIn = (root: XmlElement | undefined): readonly number[] =>
  childrenOf(root, 'Part').flatMap((part) => {
    const number = Number(textOf(part, 'PartNumber') ?? Number.NaN);
    return Number.isInteger(number) ? [number] : [];
  });

/** The region in a message, for servers that send no `<Region>`: `the region 'us-east-1' is wrong; expecting 'eu-west-1'`. */
export const expectedRegionIn = (root: XmlElement | undefined): string | undefined =>
  /expecting\s+['"]([a-z0-9-]{2,40})['"]/i.exec(elementIn(root, 'Message')?.slice(0, 1_000) ?? '')?.[1];
