// Cross-origin rules of a bucket: reads and writes S3's XML, and matches a preflight or an actual request.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html

import { S3Error } from '../protocol/errors';
import { type XmlElement, type XmlNode, childrenOf, element, malformedXml, textOf } from '../protocol/xml';
import type { CorsRule } from '../storage/records';

const methods: ReadonlySet<string> = new Set(['GET', 'PUT', 'POST', 'DELETE', 'HEAD']);
const ruleElements: ReadonlySet<string> = new Set([
  'ID',
  'AllowedOrigin',
  'AllowedMethod',
  'AllowedHeader',
  'ExposeHeader',
  'MaxAgeSeconds',
]);

function texts(parent: XmlElement, name: string): readonly string[] {
  return childrenOf(parent, name).map((child) => child.text.trim());
}

function assertOneStar(values: readonly string[], name: string): void {
  for (const value of values) {
    if (value.split('*').length > 2) {
      throw new S3Error('InvalidRequest', `${name} "${value}" can not have more than one wildcard.`);
    }
    // The server sends these in headers: a character that a header cannot hold would fail every later answer.
    if (!/^[\u0020-\u007e]+$/.test(value))
      throw new S3Error('InvalidRequest', `${name} holds characters that are not allowed.`);
  }
}

function parseRule(rule: XmlElement): CorsRule {
  if (rule.name !== 'CORSRule' || rule.children.some((child) => !ruleElements.has(child.name))) {
    throw malformedXml();
  }
  const parsed: CorsRule = {
    id: textOf(rule, 'ID'),
    origins: texts(rule, 'AllowedOrigin'),
    methods: texts(rule, 'AllowedMethod'),
    headers: texts(rule, 'AllowedHeader'),
    exposed: texts(rule, 'ExposeHeader'),
    maxAgeSeconds: parseMaxAge(textOf(rule, 'MaxAgeSeconds')),
  };
  if (parsed.origins.length === 0 || parsed.methods.length === 0) throw malformedXml();
  for (const method of parsed.methods) {
    if (methods.has(method)) continue;
    throw new S3Error(
      'InvalidRequest',
      `Found unsupported HTTP method in CORS config. Unsupported method is ${method}`,
    );
  }
  assertOneStar(parsed.origins, 'AllowedOrigin');
  assertOneStar(parsed.headers, 'AllowedHeader');
  for (const name of parsed.exposed) {
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name) || name.includes('*')) {
      throw new S3Error('InvalidRequest', `ExposeHeader "${name}" contains wildcard or is not a header name.`);
    }
  }
  return parsed;
}

function parseMaxAge(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\s*\d{1,9}\s*$/.test(text)) throw malformedXml();
  return Number(text);
}

/** Reads a `CORSConfiguration`: 1 to 100 rules. */
export function parseCors(root: XmlElement): readonly CorsRule[] {
  if (root.name !== 'CORSConfiguration') throw malformedXml();
  const rules = root.children.map(parseRule);
  if (rules.length === 0 || rules.length > 100) throw malformedXml();
  return rules;
}

/** The configuration as GetBucketCors answers it. */
export function renderCors(rules: readonly CorsRule[]): XmlNode {
  const list = (name: string, values: readonly string[]): readonly XmlNode[] =>
    values.map((value) => element(name, value));
  return element(
    'CORSConfiguration',
    rules.map((rule) =>
      element('CORSRule', [
        element('ID', rule.id),
        ...list('AllowedMethod', rule.methods),
        ...list('AllowedOrigin', rule.origins),
        ...list('AllowedHeader', rule.headers),
        element('MaxAgeSeconds', rule.maxAgeSeconds),
        ...list('ExposeHeader', rule.exposed),
      ]),
    ),
  );
}

function matchesPattern(pattern: string, value: string): boolean {
  const star = pattern.indexOf('*');
  if (star === -1) return pattern === value;
  const [head, tail] = [pattern.slice(0, star), pattern.slice(star + 1)];
  return value.length >= head.length + tail.length && value.startsWith(head) && value.endsWith(tail);
}

export interface CorsQuestion {
  readonly origin: string;
  readonly method: string;
  /** Lower case; empty except in a preflight. */
  readonly headers: readonly string[];
}

/** The headers that allow a cross-origin request, from the first rule that matches; undefined when none does. */
export function corsHeaders(
  rules: readonly CorsRule[] | undefined,
  question: CorsQuestion,
  preflight: boolean,
): Readonly<Record<string, string>> | undefined {
  for (const rule of rules ?? []) {
    const origin = rule.origins.find((pattern) => matchesPattern(pattern, question.origin));
    const allowsHeaders = question.headers.every((name) =>
      rule.headers.some((pattern) => matchesPattern(pattern.toLowerCase(), name)),
    );
    if (origin === undefined || !rule.methods.includes(question.method) || !allowsHeaders) continue;
    return {
      'Access-Control-Allow-Origin': origin === '*' ? '*' : question.origin,
      ...(origin === '*' ? {} : { 'Access-Control-Allow-Credentials': 'true' }),
      'Access-Control-Allow-Methods': rule.methods.join(', '),
      ...(preflight && question.headers.length > 0
        ? { 'Access-Control-Allow-Headers': question.headers.join(', ') }
        : {}),
      ...(rule.exposed.length > 0 ? { 'Access-Control-Expose-Headers': rule.exposed.join(', ') } : {}),
      ...(rule.maxAgeSeconds === undefined ? {} : { 'Access-Control-Max-Age': String(rule.maxAgeSeconds) }),
      Vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
    };
  }
  return undefined;
}
