// Whatever tool the keys come from, the text it gives is understood, and no text at all makes the reader fail.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  longestPaste,
  maskedKeyId,
  readPasted,
  type Pasted,
} from '../../../main/core/credentials/rules/pasted-credentials';
import { processorMs } from '../../processor-time';
import { volume } from '../../volume';
import { anyCharacter } from '../../any-character';

const key = 'AKIAIOSFODNN7EXAMPLE';
const secret = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
const token = 'IQoJb3JpZ2luX2VjEXAMPLE//////////wEaCXVzLWVhc3QtMSJ=';
const endIso = '2026-11-24T22:00:00Z';
const endMs = Date.UTC(2026, 10, 24, 22);

const pair = { accessKeyId: key, secretAccessKey: secret, others: 0 };
const session = { ...pair, sessionToken: token };

const variables: readonly (readonly [what: string, text: string, expected: Pasted])[] = [
  ['export', `export AWS_ACCESS_KEY_ID=${key}\nexport AWS_SECRET_ACCESS_KEY=${secret}`, pair],
  [
    'export in quotes, as the access portal gives it',
    `export AWS_ACCESS_KEY_ID="${key}"\nexport AWS_SECRET_ACCESS_KEY="${secret}"\nexport AWS_SESSION_TOKEN="${token}"`,
    session,
  ],
  ['single quotes', `export AWS_ACCESS_KEY_ID='${key}'\nexport AWS_SECRET_ACCESS_KEY='${secret}'`, pair],
  ['several in a line', `export AWS_ACCESS_KEY_ID=${key}; export AWS_SECRET_ACCESS_KEY=${secret};`, pair],
  ['with && between', `export AWS_ACCESS_KEY_ID=${key} && export AWS_SECRET_ACCESS_KEY=${secret}`, pair],
  ['one export for all', `export AWS_ACCESS_KEY_ID=${key} AWS_SECRET_ACCESS_KEY=${secret}`, pair],
  ['before a command', `AWS_ACCESS_KEY_ID=${key} AWS_SECRET_ACCESS_KEY=${secret} aws s3 ls`, pair],
  ['with prompts', `$ export AWS_ACCESS_KEY_ID=${key}\n$ export AWS_SECRET_ACCESS_KEY=${secret}\n$ `, pair],
  ['declare', `declare -x AWS_ACCESS_KEY_ID="${key}"\ndeclare -x AWS_SECRET_ACCESS_KEY="${secret}"`, pair],
  ['fish', `set -gx AWS_ACCESS_KEY_ID ${key}\nset -gx AWS_SECRET_ACCESS_KEY '${secret}'`, pair],
  ['fish, long', `set --export AWS_ACCESS_KEY_ID "${key}";\nset -x AWS_SECRET_ACCESS_KEY ${secret};`, pair],
  ['csh', `setenv AWS_ACCESS_KEY_ID ${key}\nsetenv AWS_SECRET_ACCESS_KEY ${secret}`, pair],
  ['PowerShell', `$Env:AWS_ACCESS_KEY_ID="${key}"\n$Env:AWS_SECRET_ACCESS_KEY="${secret}"`, pair],
  ['PowerShell, small', `$env:aws_access_key_id = '${key}'\r\n$env:aws_secret_access_key = '${secret}'`, pair],
  [
    'PowerShell by its method',
    `[Environment]::SetEnvironmentVariable("AWS_ACCESS_KEY_ID", "${key}", "User")\n[Environment]::SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", "${secret}", "User")`,
    pair,
  ],
  ['cmd', `set AWS_ACCESS_KEY_ID=${key}\r\nset AWS_SECRET_ACCESS_KEY=${secret}\r\n`, pair],
  ['cmd in quotes', `SET "AWS_ACCESS_KEY_ID=${key}"\nSET "AWS_SECRET_ACCESS_KEY=${secret}"`, pair],
  [
    'cmd with its prompt',
    `C:\\Users\\me>set AWS_ACCESS_KEY_ID=${key}\nC:\\Users\\me>set AWS_SECRET_ACCESS_KEY=a b&c`,
    {
      ...pair,
      secretAccessKey: 'a b&c',
    },
  ],
  ['setx', `setx AWS_ACCESS_KEY_ID ${key}\nsetx AWS_SECRET_ACCESS_KEY "${secret}"`, pair],
  ['docker', `docker run -e AWS_ACCESS_KEY_ID=${key} \\\n  -e AWS_SECRET_ACCESS_KEY=${secret} image`, pair],
  [
    'a .env file',
    `# storage\nAWS_ACCESS_KEY_ID=${key}\nAWS_SECRET_ACCESS_KEY="${secret}" # main\nAWS_BUCKET=files`,
    {
      ...pair,
      bucket: 'files',
    },
  ],
  ['YAML', `env:\n  AWS_ACCESS_KEY_ID: ${key}\n  AWS_SECRET_ACCESS_KEY: "${secret}"`, pair],
  ['bent quotes of a chat', `export AWS_ACCESS_KEY_ID=“${key}”\nexport AWS_SECRET_ACCESS_KEY=‘${secret}’`, pair],
  [
    'the last value',
    `export AWS_ACCESS_KEY_ID=OLD\nexport AWS_ACCESS_KEY_ID=${key}\nexport AWS_SECRET_ACCESS_KEY=${secret}`,
    pair,
  ],
  [
    'an empty token',
    `export AWS_ACCESS_KEY_ID=${key}\nexport AWS_SECRET_ACCESS_KEY=${secret}\nexport AWS_SESSION_TOKEN=`,
    pair,
  ],
  [
    'the older name of the token',
    `export AWS_ACCESS_KEY_ID=${key}\nexport AWS_SECRET_ACCESS_KEY=${secret}\nexport AWS_SECURITY_TOKEN=${token}`,
    session,
  ],
  [
    'its end, endpoint and region',
    `export AWS_ACCESS_KEY_ID=${key}\nexport AWS_SECRET_ACCESS_KEY=${secret}\nexport AWS_SESSION_TOKEN=${token}\nexport AWS_CREDENTIAL_EXPIRATION=${endIso}\nexport AWS_DEFAULT_REGION=us-west-2\nexport AWS_REGION=eu-west-3\nexport AWS_ENDPOINT_URL=https://all.example.com\nexport AWS_ENDPOINT_URL_S3=https://s3.example.com/`,
    { ...session, expiresAtMs: endMs, region: 'eu-west-3', endpoint: 'https://s3.example.com' },
  ],
  ['a profile alone', 'export AWS_PROFILE=work', { profile: 'work', others: 0 }],
  ['half of it', `export AWS_ACCESS_KEY_ID=${key}`, { accessKeyId: key, others: 0 }],
];

const files: typeof variables = [
  [
    'the shared credentials file',
    `[default]\naws_access_key_id = ${key}\naws_secret_access_key = ${secret}\n`,
    {
      ...pair,
      name: 'default',
    },
  ],
  ['lines without a header', `aws_access_key_id=${key}\naws_secret_access_key=${secret}`, pair],
  [
    'a section with a token and its end',
    `[123456789012_Admin]\naws_access_key_id=${key}\naws_secret_access_key=${secret}\naws_session_token=${token}\nx_security_token_expires = ${endIso}`,
    { ...session, name: '123456789012_Admin', expiresAtMs: endMs },
  ],
  [
    'a profile of the config file',
    `[profile work]\nregion = eu-central-1 ; here\naws_access_key_id = ${key}\naws_secret_access_key = ${secret}\ns3 =\n    addressing_style = path\n    endpoint_url = https://s3.example.com\noutput = json`,
    { ...pair, name: 'work', region: 'eu-central-1', endpoint: 'https://s3.example.com' },
  ],
  [
    'a group ends with its indentation',
    `[a]\nsso =\n  region = us-east-2\nregion = eu-west-1\naws_access_key_id = ${key}\naws_secret_access_key = ${secret}`,
    { ...pair, name: 'a', region: 'eu-west-1' },
  ],
  [
    'the first complete of several sections',
    `[role]\nrole_arn = arn:aws:iam::1:role/x\n[half]\naws_access_key_id = HALF\n[one]\naws_access_key_id = ${key}\naws_secret_access_key = ${secret}\n[two]\naws_access_key_id = K\naws_secret_access_key = S`,
    { ...pair, name: 'one', others: 1 },
  ],
  [
    'rclone',
    `[r2]\ntype = s3\nprovider = Cloudflare\naccess_key_id = ${key}\nsecret_access_key = ${secret}\nregion = auto\nendpoint = https://abc.r2.cloudflarestorage.com\nacl = private`,
    { ...pair, name: 'r2', provider: 'r2', region: 'auto', endpoint: 'https://abc.r2.cloudflarestorage.com' },
  ],
  [
    'rclone with an endpoint without its scheme',
    `[ceph]\ntype = s3\nprovider = Ceph\nenv_auth = false\naccess_key_id = ${key}\nsecret_access_key = ${secret}\nendpoint = rgw.example.com:8080\nforce_path_style = true`,
    { ...pair, name: 'ceph', provider: 'ceph', endpoint: 'https://rgw.example.com:8080', addressing: 'path' },
  ],
  [
    'rclone with a provider that has no preset',
    `[x]\nprovider = SomethingNew\naccess_key_id = ${key}\nsecret_access_key = ${secret}\nsession_token = ${token}`,
    { ...session, name: 'x' },
  ],
  [
    'a section that is called by a number',
    `[1]\naws_access_key_id = ${key}\naws_secret_access_key = ${secret}`,
    {
      ...pair,
      name: '1',
    },
  ],
  ['accessKeys.csv', `\uFEFFAccess key ID,Secret access key\r\n${key},${secret}\r\n`, pair],
  [
    'credentials.csv of former years',
    `User name,Password,Access key ID,Secret access key,Console login link\nme,,${key},${secret},https://x`,
    pair,
  ],
];

const json: typeof variables = [
  [
    'aws sts assume-role',
    JSON.stringify(
      {
        Credentials: {
          AccessKeyId: key,
          SecretAccessKey: secret,
          SessionToken: token,
          Expiration: '2026-11-24T22:00:00+00:00',
        },
        AssumedRoleUser: { AssumedRoleId: 'AROA:me', Arn: 'arn:aws:sts::1:assumed-role/x/me' },
      },
      undefined,
      4,
    ),
    { ...session, expiresAtMs: endMs },
  ],
  [
    'aws sts get-session-token, with its command and prompt',
    `$ aws sts get-session-token\n{"Credentials":{"AccessKeyId":"${key}","SecretAccessKey":"${secret}","SessionToken":"${token}","Expiration":"${endIso}"}}\n$`,
    { ...session, expiresAtMs: endMs },
  ],
  [
    'aws configure export-credentials',
    `{"Version":1,"AccessKeyId":"${key}","SecretAccessKey":"${secret}","SessionToken":"${token}","Expiration":"${endIso}"}`,
    { ...session, expiresAtMs: endMs },
  ],
  [
    'aws sso get-role-credentials',
    `{"roleCredentials":{"accessKeyId":"${key}","secretAccessKey":"${secret}","sessionToken":"${token}","expiration":${endMs}}}`,
    { ...session, expiresAtMs: endMs },
  ],
  [
    'aws iam create-access-key',
    `{"AccessKey":{"UserName":"me","AccessKeyId":"${key}","Status":"Active","SecretAccessKey":"${secret}","CreateDate":"2026-01-01T00:00:00Z"}}`,
    pair,
  ],
  [
    'an end without a time zone is unknown',
    `{"AccessKeyId":"${key}","SecretAccessKey":"${secret}","SessionToken":"${token}","Expiration":"2026-11-24T22:00:00"}`,
    session,
  ],
  [
    'mc alias list --json',
    `{"status":"success","alias":"work","URL":"https://minio.example.com:9000","accessKey":"${key}","secretKey":"${secret}","api":"s3v4","path":"auto"}`,
    { ...pair, name: 'work', endpoint: 'https://minio.example.com:9000' },
  ],
  [
    'several of them, without anything between',
    `{\n "alias":"gcs","URL":"https://storage.googleapis.com","accessKey":"YOUR-ACCESS-KEY-HERE","secretKey":"YOUR-SECRET-KEY-HERE"\n}\n{\n "alias":"work","URL":"http://10.0.0.5:9000","accessKey":"${key}","secretKey":"${secret}","path":"on"\n}`,
    { ...pair, name: 'work', endpoint: 'http://10.0.0.5:9000', addressing: 'path' },
  ],
  [
    'the configuration of mc',
    JSON.stringify({
      version: '10',
      aliases: {
        local: { url: 'http://localhost:9000', accessKey: '', secretKey: '', api: 'S3v4', path: 'auto' },
        work: { url: 'https://minio.example.com', accessKey: key, secretKey: secret, api: 'S3v4', path: 'off' },
        other: { url: 'https://other.example.com', accessKey: 'K', secretKey: 'S', api: 'S3v4', path: 'auto' },
      },
    }),
    { ...pair, name: 'work', endpoint: 'https://minio.example.com', addressing: 'virtual-host', others: 1 },
  ],
  [
    'credentials.json of the MinIO console',
    `{"url":"https://minio.example.com/api","accessKey":"${key}","secretKey":"${secret.replace('+', '\\u002b')}","api":"s3v4","path":"auto"}`,
    { ...pair, endpoint: 'https://minio.example.com/api' },
  ],
  ['variables in JSON', `{"AWS_ACCESS_KEY_ID":"${key}","AWS_SECRET_ACCESS_KEY":"${secret}"}`, pair],
  ['JSON with bent quotes', `{“AccessKeyId”: “${key}”, “SecretAccessKey”: “${secret}”}`, pair],
  [
    'an object of a script',
    `const s3 = {\n  accessKeyId: '${key}',\n  secretAccessKey: "${secret}", // mine\n};`,
    pair,
  ],
];

describe.each([
  ['variables', variables],
  ['files', files],
  ['JSON', json],
])('%s', (_kind, cases) => {
  test.each(cases)('%s', (_what, text, expected) => {
    expect(readPasted(text)).toEqual(expected);
  });
});

describe('nothing is made up', () => {
  test.each<[what: string, text: string]>([
    ['empty', ''],
    ['spaces', ' \n\t\n'],
    ['prose', 'Please send me the access key and the secret key, thank you.'],
    ['a link', 'https://s3.example.com/files/report.pdf?X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F2026'],
    ['names without values', 'export AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY'],
    ['unset', 'unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN'],
    ['other variables', `export AWS_ACCESS_KEY_IDX=${key}\nexport MY_AWS_ACCESS_KEY_ID=${key}`],
    ['references', 'export AWS_ACCESS_KEY_ID=$KEY\nexport AWS_SECRET_ACCESS_KEY="${SECRET}"'],
    ['commands', 'export AWS_ACCESS_KEY_ID=$(pass aws/id)\nset AWS_SECRET_ACCESS_KEY=%SECRET%'],
    ['gaps', 'export AWS_ACCESS_KEY_ID=<your key>\naws_secret_access_key = YOUR_SECRET_KEY'],
    ['stars', 'aws_access_key_id = ****************\naws_secret_access_key = xxxxxxxx'],
    ['a role', '[profile x]\nrole_arn = arn:aws:iam::1:role/x\nsource_profile = y\nregion = eu-west-1'],
    ['rclone without S3', '[drive]\ntype = drive\nscope = drive\ntoken = {"access_token":"x"}'],
    ['JSON of something else', '{"name":"mayfly","version":"1"}'],
    ['JSON that is cut off', `{"AccessKeyId":"`],
    ['a trap', '{"__proto__":{"region":"x"},"constructor":{"prototype":{}},"toString":1}'],
    ['too long', `AWS_ACCESS_KEY_ID=${key}\n`.padEnd(longestPaste + 1, '#')],
  ])('%s', (_what, text) => {
    expect(readPasted(text)?.accessKeyId).toBeUndefined();
    expect(readPasted(text)?.secretAccessKey).toBeUndefined();
  });

  test.each<[what: string, line: string, absent: keyof Pasted]>([
    ['an endpoint with keys in it', 'endpoint_url = https://user:secret@s3.example.com', 'endpoint'],
    ['an endpoint of another protocol', 'endpoint_url = file:///etc/passwd', 'endpoint'],
    ['the address of a cloud machine’s own credentials', 'endpoint_url = http://169.254.169.254', 'endpoint'],
    ['a region with a space', 'region = eu west', 'region'],
    ['a bucket with a slash', 'bucket = a/b', 'bucket'],
    ['an end without a token', `x_security_token_expires = ${endIso}`, 'expiresAtMs'],
  ])('%s is left out', (_what, line, absent) => {
    const read = readPasted(`[x]\naws_access_key_id = ${key}\naws_secret_access_key = ${secret}\n${line}`);
    expect(read).toEqual({ ...pair, name: 'x' });
    expect(read).not.toHaveProperty(absent);
  });

  test('a secret with a control character is none', () => {
    expect(readPasted(`{"AccessKeyId":"${key}","SecretAccessKey":"a\\u0000b"}`)).toEqual({
      accessKeyId: key,
      others: 0,
    });
  });
});

describe('whatever the text is', () => {
  const words = [
    'AWS_ACCESS_KEY_ID',
    'aws_secret_access_key',
    '=',
    ':',
    '"',
    "'",
    '\\',
    '{',
    '}',
    '[',
    ']',
    '\n',
    ' ',
    'set ',
    ',',
    key,
  ];
  const soup = fc.array(fc.oneof(fc.constantFrom(...words), fc.string({ unit: anyCharacter })), { maxLength: 200 });

  test('there is an answer, and its texts are clean', () => {
    fc.assert(
      fc.property(soup, (parts) => {
        const texts = Object.values(readPasted(parts.join('')) ?? {}).filter((value) => typeof value === 'string');
        expect(texts.join('')).not.toMatch(/[\0\n\r]/);
      }),
      { numRuns: volume(500) },
    );
  });

  test('what a shell would set is what is read', () => {
    const value = fc
      .stringMatching(/^[A-Za-z0-9/+=_.~-]{1,200}$/)
      .filter((one) => !/^(?:your[-_]|x{4,}$|\.{3}$)/i.test(one));
    fc.assert(
      fc.property(value, value, fc.constantFrom('', '"', "'"), (id, own, quote) => {
        const text = `export AWS_ACCESS_KEY_ID=${quote}${id}${quote}\nexport AWS_SECRET_ACCESS_KEY=${quote}${own}${quote}`;
        expect(readPasted(text)).toEqual({ accessKeyId: id, secretAccessKey: own, others: 0 });
      }),
    );
  });

  test.each([
    ['spaces', ' '],
    ['an open quote', 'AWS_SECRET_ACCESS_KEY="'],
    ['set', 'set AWS_X '],
    ['brackets', '['],
    ['braces', '{ } '],
    ['objects', '{"a":'],
    ['equals', 'a = '],
    ['backslashes', 'AWS_X="\\'],
    ['lines', '\n'],
    ['headers', '[a]\n'],
  ])('as long as it may be, of %s, it is read at once', (_what, piece) => {
    const text = piece.repeat(longestPaste / piece.length);
    const readBoth = () => [text, `set AWS_X=${text.slice(0, 60_000)}x`].forEach(readPasted);
    // In Wine other suites run in threads of the same process, and count as well.
    expect(Math.min(...[1, 2, 3].map(() => processorMs(readBoth)))).toBeLessThan(1_000);
  });
});

test.each([
  [key, 'AKIA…MPLE'],
  ['minioadmin', '…in'],
  ['k', '…k'],
])('the key id %s is shown as %s', (id, masked) => {
  expect(maskedKeyId(id)).toBe(masked);
});
