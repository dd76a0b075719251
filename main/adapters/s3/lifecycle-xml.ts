// Reads and writes lifecycle rules as text, so that unknown elements of other people's rules survive. Pure.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketLifecycleConfiguration.html
import type { LifecycleRule } from '../../core/model/lifecycle-rule';
import { childrenOf, escaped, readXml } from './wire/xml';

/**
 * The `<Rule>` elements of a configuration, each verbatim: comments, unknown elements, order and white space inside
 * included (text between rules is dropped). `undefined` when it is no configuration, an incomplete one, or has rules of another namespace,
 * which would be lost.
 */
export function splitRules(xml: string): readonly string[] | undefined {
  const { root, whole } = readXml(xml);
  if (!whole || root?.name !== 'LifecycleConfiguration') return undefined;
  if (root.children.some(({ name }) => name.endsWith(':Rule'))) return undefined;
  return childrenOf(root, 'Rule').map(({ from, to }) => xml.slice(from, to));
}

/** The whole configuration: rules with a text verbatim, others from their fields. */
export function formatLifecycle(rules: readonly LifecycleRule[]): string {
  const content = rules.map((rule) => rule.given ?? formatRule(rule)).join('');
  return `<?xml version="1.0" encoding="UTF-8"?><LifecycleConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${content}</LifecycleConfiguration>`;
}

/** In the order of S3's schema, which some servers require. */
function formatRule(rule: LifecycleRule): string {
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
