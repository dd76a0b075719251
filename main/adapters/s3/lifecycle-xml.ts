// Lifecycle rules cross as text, so that what nobody here knows of them is kept. Pure.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketLifecycleConfiguration.html
import type { LifecycleRule } from '../../core/model/lifecycle-rule';
import { childrenOf, escaped, readXml } from './wire/xml';

/**
 * The `<Rule>` elements of a configuration, each exactly as the server wrote it: comments, unknown elements, order and white space inside
 * included, because others' rules go back verbatim (what stands between rules is nobody's rule, and is not written again). `undefined` when
 * it is no configuration, not all of one, or has rules of another namespace, which would be lost.
 */
export function splitRules(xml: string): readonly string[] | undefined {
  const { root, whole } = readXml(xml);
  if (!whole || root?.name !== 'LifecycleConfiguration') return undefined;
  if (root.children.some(({ name }) => name.endsWith(':Rule'))) return undefined;
  return childrenOf(root, 'Rule').map(({ from, to }) => xml.slice(from, to));
}

/** The whole configuration: rules that were given as they were given, others from their facts. */
export function formatLifecycle(rules: readonly LifecycleRule[]): string {
  const content = rules.map((rule) => rule.given ?? formatRule(rule)).join('');
  return `<?xml version="1.0" encoding="UTF-8"?><LifecycleConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${content}</LifecycleConfiguration>`;
}

/** In the order of S3's schema, which some servers insist on. */
export function formatRule(rule: LifecycleRule): string {
  const action = (name: string, unit: string, days: number | undefined) =>
    days === undefined ? '' : `<${name}><${unit}>${days}</${unit}></${name}>`;
  return [
    '<Rule>',
    `<ID>${escaped(rule.id)}</ID>`,
    `<Filter><Prefix>${escaped(rule.prefix ?? '')}</Prefix></Filter>`,
    `<Status>${rule.enabled ? 'Enabled' : 'Disabled'}</Status>`,
    action('Expiration', 'Days', rule.expireAfterDays),
    action('NoncurrentVersionExpiration', 'NoncurrentDays', rule.expireOldVersionsAfterDays),
    action('AbortIncompleteMultipartUpload', 'DaysAfterInitiation', rule.abortUploadsAfterDays),
    '</Rule>',
  ].join('');
}
