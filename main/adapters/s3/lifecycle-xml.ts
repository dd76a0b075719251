// Why this exists: lifecycle rules cross as text, so that what nobody here knows of them is kept. Pure.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketLifecycleConfiguration.html
import type { LifecycleRule } from '../../domain/lifecycle-rule';

/** The `<Rule>` elements of a configuration as they are written; `undefined` when it is no configuration. Rules do not nest. */
export function splitRules(xml: string): readonly string[] | undefined {
  const content = /<LifecycleConfiguration(?:\s[^>]*)?(?:\/>|>([\s\S]*)<\/LifecycleConfiguration>)/.exec(xml);
  if (content === null) return undefined;
  return (content[1] ?? '').match(/<Rule(?:\s[^>]*)?>[\s\S]*?<\/Rule>/g) ?? [];
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
    `<ID>${escape(rule.id)}</ID>`,
    `<Filter><Prefix>${escape(rule.prefix ?? '')}</Prefix></Filter>`,
    `<Status>${rule.enabled ? 'Enabled' : 'Disabled'}</Status>`,
    action('Expiration', 'Days', rule.expireAfterDays),
    action('NoncurrentVersionExpiration', 'NoncurrentDays', rule.expireOldVersionsAfterDays),
    action('AbortIncompleteMultipartUpload', 'DaysAfterInitiation', rule.abortUploadsAfterDays),
    '</Rule>',
  ].join('');
}

const escape = (text: string): string =>
  text.replace(/[&<>]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[character] ?? character);
