import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  policyJsonSchema,
  policyOf,
  policyOfJson,
  policyOfPreferences,
  policySchema,
} from '../../../main/core/policy/rules/read-policy';
import { hasPolicyKey, valuesOfRegistry } from '../../../main/core/policy/rules/registry';

const samples = join(import.meta.dirname, '../../../resources/policy');
const sample = (name: string) => readFileSync(join(samples, name), 'utf8');
const names = Object.keys(policySchema.shape);

describe('what an administrator writes', () => {
  test.each<[text: string, why: string | undefined]>([
    ['{}', undefined],
    ['{"allowedEndpoints":["https://s3.example.com:9000/base","this-computer"],"allowedBuckets":["files"]}', undefined],
    ['{"allowedEndpoints":[],"updates":true}', undefined],
    ['', 'it is not JSON'],
    ['[]', 'it holds no rules'],
    ['null', 'it holds no rules'],
    ['{"shortlinks":false}', 'it holds the unknown rule “{{name}}”'],
    ['{"shortLinks":"no"}', 'the value of its rule “{{name}}” is not allowed'],
    ['{"shortLinks":null}', 'the value of its rule “{{name}}” is not allowed'],
    ['{"encryption":"usual"}', 'the value of its rule “{{name}}” is not allowed'],
    ['{"longestLifetimeSeconds":0}', 'the value of its rule “{{name}}” is not allowed'],
    ['{"longestLifetimeSeconds":1.5}', 'the value of its rule “{{name}}” is not allowed'],
    ['{"longestLifetimeSeconds":7776001}', 'the value of its rule “{{name}}” is not allowed'],
    // Connections have neither of these forms, so such a rule would never match.
    ['{"allowedEndpoints":["s3.example.com"]}', 'the value of its rule “{{name}}” is not allowed'],
    ['{"allowedEndpoints":["https://s3.example.com/"]}', 'the value of its rule “{{name}}” is not allowed'],
    ['{"allowedEndpoints":["https://*.example.com"]}', 'the value of its rule “{{name}}” is not allowed'],
    ['{"allowedBuckets":["my*"]}', 'the value of its rule “{{name}}” is not allowed'],
  ])('%s', (text, why) => {
    const parsed = policyOfJson(text);
    expect('why' in parsed ? parsed.why : undefined).toBe(why);
  });

  test('managed preferences carry fields of the profile', () => {
    expect(policyOfPreferences('{"PayloadUUID":"A","PayloadVersion":1,"network":false}')).toEqual({
      policy: { network: false },
    });
    expect(policyOfPreferences('{"PayloadUUID":"A","networks":false}')).toMatchObject({
      whyValues: { name: 'networks' },
    });
  });
});

describe('the registry, as reg query prints it', () => {
  test('has the key or not, whatever its case', () => {
    const listed =
      '\r\nHKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Adobe\r\nHKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Mayfly\r\n';
    expect(hasPolicyKey(listed)).toBe(true);
    expect(hasPolicyKey(listed.replaceAll('\r\n', '  \n'))).toBe(true);
    expect(hasPolicyKey(listed.replace('Policies\\Mayfly', 'Policies\\Mayfly2'))).toBe(false);
  });

  test('values and lists are rules', () => {
    const printed = [
      '',
      'HKEY_LOCAL_MACHINE\\Software\\Policies\\Mayfly',
      '    (Standard)    REG_SZ    ',
      '    LongestLifetimeSeconds    REG_DWORD    0x15180',
      '    Encryption    REG_SZ    demanded',
      '    ShortLinks    REG_DWORD    0x0',
      '    Agents    REG_DWORD    0x1',
      '',
      'HKEY_LOCAL_MACHINE\\Software\\Policies\\Mayfly\\AllowedEndpoints',
      '    1    REG_SZ    https://s3.example.com',
      '    2    REG_SZ    this-computer',
      '',
      'HKEY_LOCAL_MACHINE\\Software\\Policies\\Mayfly\\AllowedBuckets',
      '    (Default)    REG_SZ    ',
      '',
    ].join('\r\n');
    expect(policyOf(valuesOfRegistry(printed))).toEqual({
      policy: {
        longestLifetimeSeconds: 86_400,
        encryption: 'demanded',
        shortLinks: false,
        agents: true,
        allowedEndpoints: ['https://s3.example.com', 'this-computer'],
        allowedBuckets: [],
      },
    });
  });

  const key = 'HKEY_LOCAL_MACHINE\\Software\\Policies\\Mayfly';
  test.each<[what: string, line: string, values: object | undefined]>([
    ['a value without a text', '    Encryption    REG_SZ', { encryption: '' }],
    ['a text like a key', '    Encryption    REG_SZ    HKEY_X', { encryption: 'HKEY_X' }],
    ['a line of spaces', '   ', {}],
    ['spaces behind the key of a list', `${key}\\AllowedBuckets  `, { allowedBuckets: [] }],
    ['a line that is none', 'The operation completed', undefined],
    ['something before a value', 'x    Encryption    REG_SZ    demanded', undefined],
    ['something behind a type', '    Encryption    REG_SZ demanded', undefined],
  ])('%s', (_what, line, values) => {
    for (const end of ['\r\n', '\n']) expect(valuesOfRegistry([key, line, ''].join(end))).toEqual(values);
  });

  test.each<[what: string, line: string]>([
    ['a number that is no switch', '    ShortLinks    REG_DWORD    0x2'],
    ['a value that nobody knows', '    ShortLink    REG_DWORD    0x0'],
    ['text for a switch', '    ShortLinks    REG_SZ    0'],
    ['a key that nobody knows', 'HKEY_LOCAL_MACHINE\\Software\\Policies\\Mayfly\\Other'],
    ['a default value that says something', '    (Default)    REG_SZ    any'],
  ])('%s is damage', (_what, line) => {
    const values = valuesOfRegistry(`HKEY_LOCAL_MACHINE\\Software\\Policies\\Mayfly\r\n${line}\r\n`) ?? '';
    expect(policyOf(values)).toHaveProperty('why');
  });
});

describe('the samples of administrators know every rule', () => {
  test('JSON Schema is that of the app', () => {
    expect(JSON.parse(sample('policy.schema.json'))).toEqual(policyJsonSchema());
  });

  test('the sample file holds rules, and each of them', () => {
    const { $schema: _named, ...rules } = JSON.parse(sample('policy.json'));
    expect(policyOf(rules)).toHaveProperty('policy');
    expect(Object.keys(rules).sort()).toEqual(names.toSorted());
  });

  test('ADMX and ADML', () => {
    const admx = sample('Mayfly.admx');
    const inRegistry = names.map((name) => `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`);
    for (const name of inRegistry)
      expect(admx).toMatch(new RegExp(`(valueName|key)="(Software\\\\Policies\\\\Mayfly\\\\)?${name}"`));
    const texts = new Set([...sample('en-US/Mayfly.adml').matchAll(/<string id="([^"]+)"/g)].map(([, id]) => id));
    const asked = [...admx.matchAll(/\$\(string\.([^)]+)\)/g)].map(([, id]) => id);
    expect(asked.filter((id) => !texts.has(id))).toEqual([]);
    const shown = new Set([...sample('en-US/Mayfly.adml').matchAll(/<presentation id="([^"]+)"/g)].map(([, id]) => id));
    const needed = [...admx.matchAll(/\$\(presentation\.([^)]+)\)/g)].map(([, id]) => id);
    expect(needed.filter((id) => !shown.has(id))).toEqual([]);
  });

  test('the configuration profile', () => {
    const keys = new Set([...sample('Mayfly.mobileconfig').matchAll(/<key>([^<]+)<\/key>/g)].map(([, key]) => key));
    expect(names.filter((name) => !keys.has(name))).toEqual([]);
  });
});
