// Lifecycle rules: read from and written to S3's XML, and the pure question of when an object or an upload is due.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html

import type { StoredObject, Tag } from './catalog';
import { S3Error } from './errors';
import { type XmlElement, type XmlNode, childOf, childrenOf, element, textOf } from './xml';

export interface LifecycleRule {
  readonly id: string;
  readonly enabled: boolean;
  readonly prefix: string;
  readonly tags: readonly Tag[];
  readonly largerThanBytes?: number | undefined;
  readonly smallerThanBytes?: number | undefined;
  /** Whether the filter stood in `Filter`, `Filter/And` or, as in S3's first version, beside it; only for giving it back. */
  readonly filterForm: 'filter' | 'and' | 'prefix';
  readonly expireAfterDays?: number | undefined;
  readonly expireAtMs?: number | undefined;
  readonly abortUploadAfterDays?: number | undefined;
}

const dayMs = 86_400_000;

function malformed(): S3Error {
  return new S3Error('MalformedXML');
}

function positiveInteger(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = /^\s*\d{1,9}\s*$/.test(text) ? Number(text) : 0;
  if (value > 0) return value;
  throw new S3Error('InvalidArgument', "'Days' must be a positive integer");
}

function byteCount(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\s*\d{1,15}\s*$/.test(text)) throw malformed();
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
    if (prefix === undefined) throw malformed();
    return { prefix, tags: [], filterForm: 'prefix' };
  }
  const and = childOf(filter, 'And');
  if (filter.children.length > 1 || childOf(rule, 'Prefix') !== undefined) throw malformed();
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
  if (Number.isNaN(time) || time % dayMs !== 0) {
    throw new S3Error('InvalidArgument', "'Date' must be at midnight GMT");
  }
  return time;
}

function parseRule(rule: XmlElement, index: number): LifecycleRule {
  assertOnly(rule, ['ID', 'Status', 'Filter', 'Prefix', 'Expiration', 'AbortIncompleteMultipartUpload']);
  const status = textOf(rule, 'Status');
  if (status !== 'Enabled' && status !== 'Disabled') throw malformed();
  const expiration = childOf(rule, 'Expiration');
  const abort = childOf(rule, 'AbortIncompleteMultipartUpload');
  if (expiration === undefined && abort === undefined) {
    throw new S3Error('InvalidRequest', 'At least one action needs to be specified in a rule');
  }
  if (expiration !== undefined) assertOnly(expiration, ['Days', 'Date']);
  const filter = parseFilter(rule);
  if (abort !== undefined && filter.tags.length > 0) {
    throw new S3Error('InvalidRequest', 'AbortIncompleteMultipartUpload cannot be specified with Tags');
  }
  const expireAfterDays = expiration && positiveInteger(textOf(expiration, 'Days'));
  const expireAtMs = expiration && parseExpirationDate(textOf(expiration, 'Date'));
  if (expiration !== undefined && (expireAfterDays === undefined) === (expireAtMs === undefined)) throw malformed();
  const abortUploadAfterDays = abort && positiveInteger(textOf(abort, 'DaysAfterInitiation'));
  if (abort !== undefined && abortUploadAfterDays === undefined) throw malformed();
  const id = textOf(rule, 'ID') ?? '';
  if (id.length > 255) throw new S3Error('InvalidArgument', 'ID length should not exceed allowed limit of 255');
  return {
    id: id === '' ? `rule-${index + 1}` : id,
    enabled: status === 'Enabled',
    ...filter,
    expireAfterDays,
    expireAtMs,
    abortUploadAfterDays,
  };
}

/** Reads a `LifecycleConfiguration`; what this server would not carry out is `NotImplemented`. */
export function parseLifecycle(root: XmlElement): readonly LifecycleRule[] {
  if (root.name !== 'LifecycleConfiguration') throw malformed();
  if (root.children.some((child) => child.name !== 'Rule')) throw malformed();
  const rules = childrenOf(root, 'Rule').map(parseRule);
  if (rules.length === 0 || rules.length > 1000) throw malformed();
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

/** The configuration as GET gives it back. */
export function renderLifecycle(rules: readonly LifecycleRule[]): XmlNode {
  return element(
    'LifecycleConfiguration',
    rules.map((rule) => {
      const date = rule.expireAtMs === undefined ? undefined : new Date(rule.expireAtMs).toISOString();
      const expires = rule.expireAfterDays !== undefined || date !== undefined;
      const abortDays = rule.abortUploadAfterDays;
      return element('Rule', [
        element('ID', rule.id),
        renderFilter(rule),
        element('Status', rule.enabled ? 'Enabled' : 'Disabled'),
        element('Expiration', expires ? [element('Days', rule.expireAfterDays), element('Date', date)] : undefined),
        element(
          'AbortIncompleteMultipartUpload',
          abortDays === undefined ? undefined : [element('DaysAfterInitiation', abortDays)],
        ),
      ]);
    }),
  );
}

/** S3 counts whole days and acts at the midnight (UTC) that follows. */
function dueAt(startMs: number, days: number): number {
  return Math.ceil((startMs + days * dayMs) / dayMs) * dayMs;
}

function applies(rule: LifecycleRule, key: string, object: StoredObject): boolean {
  return (
    rule.enabled &&
    key.startsWith(rule.prefix) &&
    object.sizeBytes > (rule.largerThanBytes ?? -1) &&
    object.sizeBytes < (rule.smallerThanBytes ?? Number.POSITIVE_INFINITY) &&
    rule.tags.every(([name, value]) => object.tags.some(([tag, content]) => tag === name && content === value))
  );
}

/** When the rules delete an object and by which of them, the earliest first; undefined when none does. */
export function expirationOf(
  rules: readonly LifecycleRule[] | undefined,
  key: string,
  object: StoredObject,
): { readonly atMs: number; readonly ruleId: string } | undefined {
  let earliest: { readonly atMs: number; readonly ruleId: string } | undefined;
  for (const rule of rules ?? []) {
    const atMs =
      rule.expireAtMs ??
      (rule.expireAfterDays === undefined ? undefined : dueAt(object.modifiedMs, rule.expireAfterDays));
    if (atMs === undefined || !applies(rule, key, object)) continue;
    if (earliest === undefined || atMs < earliest.atMs) earliest = { atMs, ruleId: rule.id };
  }
  return earliest;
}

/** When the rules abort an upload of `key` that was begun at `initiatedMs`; undefined when they never do. */
export function abortTimeOf(
  rules: readonly LifecycleRule[] | undefined,
  key: string,
  initiatedMs: number,
): number | undefined {
  const times = (rules ?? [])
    .filter((rule) => rule.enabled && rule.abortUploadAfterDays !== undefined && key.startsWith(rule.prefix))
    .map((rule) => dueAt(initiatedMs, rule.abortUploadAfterDays ?? 0));
  return times.length === 0 ? undefined : Math.min(...times);
}

/** `x-amz-expiration`, which S3 adds to answers about an object that a rule will delete. */
export function expirationHeader(
  rules: readonly LifecycleRule[] | undefined,
  key: string,
  object: StoredObject,
): Readonly<Record<string, string>> {
  const expiration = expirationOf(rules, key, object);
  if (expiration === undefined) return {};
  const date = new Date(expiration.atMs).toUTCString();
  return { 'x-amz-expiration': `expiry-date="${date}", rule-id="${encodeURIComponent(expiration.ruleId)}"` };
}
