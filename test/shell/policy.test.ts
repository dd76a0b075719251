// A policy is judged by a tool that knows how policies were got around, not by whoever wrote it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CspEvaluator } from 'csp_evaluator/dist/evaluator.js';
import { Severity } from 'csp_evaluator/dist/finding.js';
import { CspParser } from 'csp_evaluator/dist/parser.js';
import { describe, expect, test } from 'vitest';
import { contentSecurityPolicy } from '../../main/shell/window/page-assets';

const findings = (policy: string) =>
  new CspEvaluator(new CspParser(policy).csp).evaluate().map(({ severity, directive, value, description }) => ({
    severity: Severity[severity],
    what: `${directive} ${value ?? ''} ${description}`,
  }));

const serious = new Set(['HIGH', 'SYNTAX', 'MEDIUM', 'HIGH_MAYBE']);

describe('the policy of the window', () => {
  test('has no finding that matters', () => {
    expect(findings(contentSecurityPolicy).filter(({ severity }) => serious.has(severity ?? ''))).toEqual([]);
  });

  test.each([
    ['code out of a URL', "script-src 'self' data:; object-src 'none'"],
    ['code in the page', "script-src 'self' 'unsafe-inline'; object-src 'none'"],
    ['code from anywhere', 'script-src *'],
    ['nothing said', "img-src 'self'"],
  ])('the tool finds %s', (_what, policy) => {
    expect(findings(policy).map(({ severity }) => severity)).toContain('HIGH');
  });
});

test.each([
  ['share-page', ''],
  ['share-page', ' https://links.example.com/d/abc'],
  ['request-page', ''],
  ['encrypted-page', ''],
  ['encrypted-page', ' https://links.example.com/d/abc'],
  ['encrypted-request-page', ''],
])('the policy of a %s has no high finding, with its short link “%s”', (page, door) => {
  const built = join(import.meta.dirname, '..', '..', 'out', page, 'index.html');
  const html = readFileSync(built, 'utf8').replace('<!--mayfly:door-->', door);
  const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(html)?.[1] ?? '';
  expect(policy).toContain('script-src');
  expect(findings(policy).filter(({ severity }) => severity === 'HIGH' || severity === 'SYNTAX')).toEqual([]);
});
