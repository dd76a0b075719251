// Reads and writes lifecycle rules as S3's XML; a rule that this server would not carry out is refused, never stored.

import { S3Error } from '../protocol/errors';
import { type XmlElement, type XmlNode, childOf, childrenOf, element, malformedXml, textOf } from '../protocol/xml';
import type { LifecycleRule } from '../storage/records';

function positiveInteger(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = /^\s*\d{1,9}\s*$/.test(text) ? Number(text) : 0;
  if (value > 0) return value;
  throw new S3Error('InvalidArgument', "'Days' must be a positive integer");
}

function byteCount(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\s*\d{1,15}\s*$/.test(text)) throw malformedXml();
  return Number(text);
}

function assertOnly(parent: XmlElement, names: readonly string[]): void {
  for (const child of parent.children) {
    if (!names.includes(child.name))
      throw new S3Error('NotImplemented', `Lifecycle element ${child.name} is not implemented.`);
  }
}

type Filter = Pick<LifecycleRule, 'prefix' | 'tags' | 'largerThanBytes' | 'smallerThanBytes' | 'filterForm'>;

function parseFilter(rule: XmlElement): Filter {
  const filter = childOf(rule, 'Filter');
  if (filter === undefined) {
    const prefix = textOf(rule, 'Prefix');
    if (prefix === undefined) throw malformedXml();
    return { prefix, tags: [], filterForm: 'prefix' };
  }
  const and = childOf(filter, 'And');
  if (filter.children.length > 1 || childOf(rule, 'Prefix') !== undefined) throw malformedXml();
  const source = and ?? filter;
  assertOnly(source, ['Prefix', 'Tag', 'ObjectSizeGreaterThan', 'ObjectSizeLessThan', ...(and ? [] : ['And'])]);
  return {
    prefix: textOf(source, 'Prefix') ?? '',
    tags: childrenOf(source, 'Tag').map((tag) => [textOf(tag, 'Key') ?? '', textOf(tag, 'Value') ?? ''] as const),
    largerThanBytes: byteCount(textOf(source, 'ObjectSizeGreaterThan')),
    smallerThanBytes: byteCount(textOf(source, 'ObjectSizeLessThan')),
    filterForm: and === undefined ? 'filter' : 'and',
  };
}

function parseExpirationDate(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const time = Date.parse(text.trim());
  if (Number.isNaN(time) || time % 86_400_000 !== 0) {
    throw new S3Error('InvalidArgument', "'Date' must be at midnight GMT");
  }
  return time;
}

type Expiration = Pick<LifecycleRule, 'expireAfterDays' | 'expireAtMs' | 'removesLoneMarkers'>;

function parseExpiration(expiration: XmlElement, filter: Filter): Expiration {
  assertOnly(expiration, ['Days', 'Date', 'ExpiredObjectDeleteMarker']);
  if (expiration.children.length !== 1) throw malformedXml();
  const markers = textOf(expiration, 'ExpiredObjectDeleteMarker')?.trim();
  if (markers === undefined) {
    const expireAfterDays = positiveInteger(textOf(expiration, 'Days'));
    return { expireAfterDays, expireAtMs: parseExpirationDate(textOf(expiration, 'Date')) };
  }
  if (markers !== 'true' && markers !== 'false') throw malformedXml();
  if (filter.tags.length > 0) {
    throw new S3Error('InvalidRequest', 'ExpiredObjectDeleteMarker cannot be specified with Tags');
  }
  return { removesLoneMarkers: markers === 'true' };
}

function parseNoncurrent(expiration: XmlElement): NonNullable<LifecycleRule['noncurrent']> {
  assertOnly(expiration, ['NoncurrentDays', 'NewerNoncurrentVersions']);
  const expireAfterDays = positiveInteger(textOf(expiration, 'NoncurrentDays'));
  const keepNewest = positiveInteger(textOf(expiration, 'NewerNoncurrentVersions'));
  if (expireAfterDays === undefined) throw malformedXml();
  if (keepNewest !== undefined && keepNewest > 100) {
    throw new S3Error('InvalidArgument', "'NewerNoncurrentVersions' must be at most 100");
  }
  return { expireAfterDays, keepNewest };
}

const ruleElements: readonly string[] = [
  'ID',
  'Status',
  'Filter',
  'Prefix',
  'Expiration',
  'AbortIncompleteMultipartUpload',
  'NoncurrentVersionExpiration',
];

function parseRule(rule: XmlElement, index: number): LifecycleRule {
  assertOnly(rule, ruleElements);
  const status = textOf(rule, 'Status');
  if (status !== 'Enabled' && status !== 'Disabled') throw malformedXml();
  const expiration = childOf(rule, 'Expiration');
  const abort = childOf(rule, 'AbortIncompleteMultipartUpload');
  const noncurrent = childOf(rule, 'NoncurrentVersionExpiration');
  if (expiration === undefined && abort === undefined && noncurrent === undefined) {
    throw new S3Error('InvalidRequest', 'At least one action needs to be specified in a rule');
  }
  const filter = parseFilter(rule);
  if (abort !== undefined && filter.tags.length > 0) {
    throw new S3Error('InvalidRequest', 'AbortIncompleteMultipartUpload cannot be specified with Tags');
  }
  const abortUploadAfterDays = abort && positiveInteger(textOf(abort, 'DaysAfterInitiation'));
  if (abort !== undefined && abortUploadAfterDays === undefined) throw malformedXml();
  const id = textOf(rule, 'ID') ?? '';
  if (id.length > 255) throw new S3Error('InvalidArgument', 'ID length should not exceed allowed limit of 255');
  return {
    id: id === '' ? `rule-${index + 1}` : id,
    enabled: status === 'Enabled',
    ...filter,
    ...(expiration === undefined ? {} : parseExpiration(expiration, filter)),
    abortUploadAfterDays,
    noncurrent: noncurrent === undefined ? undefined : parseNoncurrent(noncurrent),
  };
}

/** Reads a `LifecycleConfiguration`; a rule that this server would not carry out is `NotImplemented`. */
export function parseLifecycle(root: XmlElement): readonly LifecycleRule[] {
  if (root.name !== 'LifecycleConfiguration') throw malformedXml();
  if (root.children.some((child) => child.name !== 'Rule')) throw malformedXml();
  const rules = childrenOf(root, 'Rule').map(parseRule);
  if (rules.length === 0 || rules.length > 1000) throw malformedXml();
  if (new Set(rules.map((rule) => rule.id)).size !== rules.length) {
    throw new S3Error('InvalidArgument', 'Rule ID must be unique. Found same ID for more than one rule');
  }
  return rules;
}

function renderFilter(rule: LifecycleRule): XmlNode {
  if (rule.filterForm === 'prefix') return element('Prefix', rule.prefix);
  const isEmpty = rule.tags.length === 0 && rule.largerThanBytes === undefined && rule.smallerThanBytes === undefined;
  const content = [
    ...(rule.prefix !== '' || isEmpty ? [element('Prefix', rule.prefix)] : []),
    ...rule.tags.map(([key, value]) => element('Tag', [element('Key', key), element('Value', value)])),
    element('ObjectSizeGreaterThan', rule.largerThanBytes),
    element('ObjectSizeLessThan', rule.smallerThanBytes),
  ];
  return element('Filter', rule.filterForm === 'and' ? [element('And', content)] : content);
}

function renderExpiration(rule: LifecycleRule): XmlNode {
  const date = rule.expireAtMs === undefined ? undefined : new Date(rule.expireAtMs).toISOString();
  const content = [
    element('Days', rule.expireAfterDays),
    element('Date', date),
    element('ExpiredObjectDeleteMarker', rule.removesLoneMarkers),
  ].filter((child) => child.content !== undefined);
  return element('Expiration', content.length === 0 ? undefined : content);
}

function renderNoncurrent({ noncurrent }: LifecycleRule): XmlNode {
  const content = noncurrent && [
    element('NoncurrentDays', noncurrent.expireAfterDays),
    element('NewerNoncurrentVersions', noncurrent.keepNewest),
  ];
  return element('NoncurrentVersionExpiration', content);
}

/** The configuration as GetBucketLifecycleConfiguration answers it. */
export function renderLifecycle(rules: readonly LifecycleRule[]): XmlNode {
  return element(
    'LifecycleConfiguration',
    rules.map((rule) => {
      const abortDays = rule.abortUploadAfterDays;
      return element('Rule', [
        element('ID', rule.id),
        renderFilter(rule),
        element('Status', rule.enabled ? 'Enabled' : 'Disabled'),
        renderExpiration(rule),
        renderNoncurrent(rule),
        element(
          'AbortIncompleteMultipartUpload',
          abortDays === undefined ? undefined : [element('DaysAfterInitiation', abortDays)],
        ),
      ]);
    }),
  );
}
