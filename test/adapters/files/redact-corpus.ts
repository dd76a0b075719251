// A hundred lines as tools, servers and programs write them, each with a secret in it, and lines that hold none and stay.

const secret = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCANARY';
const token = 'FwoGZXIvYXdzEBYaDCANARY//8wEaDA==';
const signature = 'fe5f80f77d5fa3beca038a248ff027d0445342CANARY';
const query = `X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDCANARY%2F20260101%2Fauto%2Fs3%2Faws4_request&X-Amz-Date=20260101T000000Z&X-Amz-Security-Token=${encodeURIComponent(token)}&X-Amz-Signature=${signature}`;
const link = `https://b.s3.example.com/f/a.txt?${query}`;
const aws4 = `AWS4-HMAC-SHA256 Credential=AKIDCANARY/20260101/auto/s3/aws4_request, SignedHeaders=host, Signature=${signature}`;

const again = (text: string, times: number): string =>
  times === 0 ? text : again(encodeURIComponent(text), times - 1);
const json = (value: unknown): string => JSON.stringify(value);
const escaped = (text: string): string => text.replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const encodings = [1, 2, 3, 4].flatMap((times) => [
  again(link, times),
  again(`X-Amz-Signature=${signature}`, times),
  again(`X-Amz-Security-Token=${token}`, times),
  `GET /login?to=${again(link, times)} HTTP/1.1`,
  again(json({ secretAccessKey: secret }), times),
  again(`Signature=${signature}&Expires=1`, times),
]);

const xml = [
  `<SecretAccessKey>${secret}</SecretAccessKey>`,
  `<SessionToken>${token}</SessionToken>`,
  `<sts:SecretAccessKey>${secret}</sts:SecretAccessKey>`,
  `<Credentials><AccessKeyId>AKIDCANARY</AccessKeyId><SecretAccessKey>${secret}</SecretAccessKey></Credentials>`,
  `<SessionToken xmlns="https://sts.amazonaws.com/doc/2011-06-15/">\n  ${token}\n</SessionToken>`,
  `<StringToSign>AWS4-HMAC-SHA256 20260101T000000Z CANARY</StringToSign>`,
  `<SignatureProvided>${signature}</SignatureProvided>`,
  `<CanonicalRequest>PUT /b/CANARY</CanonicalRequest>`,
  `<Password>CANARY word</Password>`,
  escaped(`<SecretAccessKey>${secret}</SecretAccessKey>`),
  json({ body: `<SessionToken>${token}</SessionToken>` }),
];

const headers = [
  json(['Authorization', aws4]),
  json(['host', 'h', 'X-Amz-Security-Token', token]),
  `rawHeaders: [\n  'Host',\n  'h',\n  'Authorization',\n  'Basic Q0FOQVJZS0VZ CANARY'\n]`,
  `[ 'x-amz-security-token', '${token}', 'accept', '*/*' ]`,
  json([['x-amz-security-token', token]]),
  json({ 'x-amz-security-token': [token] }),
  `{ 'x-amz-security-token': [ '${token}' ] }`,
  json({ authorization: [`Bearer ${secret}`, `Bearer ${secret}`] }),
  json(['Cookie', `session=${secret}`]),
  json(['Proxy-Authorization', `Basic ${secret}`]),
  json(['x-amz-server-side-encryption-customer-key', secret.replace('CANARY', 'x'), 'x-auth-token', secret]),
  json({ headers: { Authorization: aws4 } }),
  json(json(['Authorization', aws4])).replaceAll('\\"', '"'),
  `Authorization: Digest username="u", realm="r", response="CANARY"`,
  `Proxy-Authorization: Basic CANARYCANARY1=`,
  `Set-Cookie: id=CANARY; HttpOnly; token=CANARY`,
  `cookie: a=b; session=CANARY`,
  `curl -H "Authorization: Bearer ${secret}" https://h/`,
  `curl -H 'X-Amz-Security-Token: ${token}'`,
  `< x-api-key: ${secret}`,
];

const commands = [
  `mayfly connections add --secret-access-key ${secret} --bucket b`,
  `mayfly connections add --secret-access-key=${secret}`,
  `aws configure set --aws-secret-access-key '${secret}'`,
  `aws configure set aws_secret_access_key ${secret}`,
  `rclone --s3-secret-access-key "${secret}" ls x:`,
  `argv: ["--secret-access-key","${secret}"]`,
  `argv: [ '--session-token', '${token}' ]`,
  `--passphrase ${secret}`,
  `gpg --passphrase=${secret} -d f`,
  `--password ${secret}`,
  `--api-key ${secret}`,
  `spawn mc --secret-key ${secret}`,
  `export AWS_SECRET_ACCESS_KEY=${secret}`,
  `set -x AWS_SECRET_ACCESS_KEY ${secret}`,
  `setx AWS_SESSION_TOKEN "${token}"`,
  `setenv AWS_SECRET_ACCESS_KEY ${secret}`,
  `$Env:AWS_SESSION_TOKEN="${token}"`,
  `env AWS_ACCESS_KEY_ID=AKIDCANARY x`,
];

const texts = [
  `passphrase=${secret}`,
  `passphrase: "${secret}"`,
  `passwd=${secret}`,
  `private_key = ${secret}`,
  `api-key=${secret}`,
  `secret-access-key: ${secret}`,
  `secret key=CANARY`.replace('secret key', 'secretkey'),
  `client_secret=${secret}&grant=x`,
  `Bearer ${secret}`,
  `the server refused bearer ${secret}`,
  `token was Bearer ${token}`,
  `Bearer%20${secret}`,
  `Bearer%2520${secret}`,
  `Basic Q0FOQVJZOkCANARY==`,
  aws4,
  aws4.replace('AWS4-HMAC-SHA256 ', ''),
  link,
  link.replace('https', 'HTTP'),
  `/f/a.txt?${query}`,
  `socks5://user:${secret}@proxy:1080`,
  `https://user:CANARY@h/`,
  `ftp://u:CANARY@h/x`,
  `s3://b/k?token=CANARY`,
  json({ Credentials: { SecretAccessKey: secret, SessionToken: token } }),
  json(json({ secretAccessKey: secret })),
  json(json(json({ sessionToken: 'CANARY' }))),
  `{ accessKeyId: 'AKIDCANARY', secretAccessKey: '${secret}' }`,
  `aws_secret_access_key = ${secret}\naws_session_token = ${token}`,
  `-----BEGIN PRIVATE KEY-----\nMIIECANARY\n-----END PRIVATE KEY-----`,
  `-----BEGIN RSA PRIVATE KEY----- | MIIECANARY`,
];

const ageIdentity = 'AGE-SECRET-KEY-1QQPQYQSZQGPQYQSZQGPQYQSZQGPQYQSZCANARY';
const policy = 'eyJleHBpcmF0aW9uIjoiMjAyNi0xMi0wMVQwMDowMDowMFoiLCJjbCANARY=';
const form = (name: string, value: string, line = '\r\n'): string =>
  `--b${line}Content-Disposition: form-data; name="${name}"${line}${line}${value}${line}--b--`;

const encryption = [
  ageIdentity,
  ageIdentity.toLowerCase().replace('canary', 'CANARY'),
  `age -d -i <(echo ${ageIdentity}) f.age`,
  json({ identity: ageIdentity }),
  `# public key: age1x\n${ageIdentity}`,
  json({ head: 'YWdl', payloadKey: 'CANARY' }),
  json({ header: 'YWdl', fileKey: 'CANARY' }),
  json(json({ fileKey: 'CANARY' })),
  `{ payloadKey: 'CANARY' }`,
  `payload-key=CANARY`,
  `PAYLOAD_KEY=CANARY`,
  `sealed: 'CANARY'`,
];

const forms = [
  form('policy', policy),
  form('x-amz-signature', signature),
  form('X-Amz-Signature', signature, '\n'),
  json(form('x-amz-signature', signature)),
  form('signature', 'CANARYCANARY='),
  form('AWSAccessKeyId', 'AKIDCANARY'),
  form('x-amz-security-token', token),
  `<input type="hidden" name="X-Amz-Signature" value="${signature}">`,
  `<input name="policy" value="${policy}">`,
  json([{ name: 'x-amz-signature', value: signature }]),
  json({ fields: { key: 'k', policy, 'x-amz-signature': signature } }),
  `{ fields: { policy: '${policy}', 'x-amz-signature': '${signature}' } }`,
  `curl -F policy=${policy} -F x-amz-signature=${signature} -F file=@f https://h/`,
  `policy=${again(policy, 1)}&signature=CANARYxx%3D`,
];

/** Each holds `CANARY` wherever its secret is. */
export const leaking: readonly string[] = [
  ...encodings,
  ...xml,
  ...headers,
  ...commands,
  ...texts,
  ...encryption,
  ...forms,
];

/** What a log is there for. */
export const innocent: readonly string[] = [
  'the bucket answered 403 after 120 ms',
  'timed-out {"host":"s3.example.com:9000"}',
  'access-denied {"host":"h","bucket":"files","status":403,"serverCode":"AccessDenied"}',
  'signature-rejected {"host":"h"}',
  'credentials that are about to end could not be renewed yet: sso-lapsed {"profile":"work"}',
  'connections:save failed unexpectedly: unexpected {} because TypeError: x is not a function',
  'the session token has expired',
  'no secret was found; the keychain has none',
  'a basic connection test took 12 requests',
  'https://s3.example.com/files/k/a.txt',
  's3://bucket/folder/a.txt',
  'app://mayfly/index.html',
  'report: secrets.pdf was shared',
  'a@b.example wrote to s3.example.com',
  'pass --session-token --bucket files',
  '["content-type","text/plain","etag","abc"]',
  '<Error><Code>AccessDenied</Code><Resource>/b/k</Resource></Error>',
  '<ListBucketResult><Name>files</Name><KeyCount>3</KeyCount></ListBucketResult>',
  'x-amz-request-id: 4442587FB7D0A2F9',
  'the bucket policy: not supported by this server',
  '{"policy":"none","lifecycle":"deletes after 7 days"}',
  'the identity of the file changed',
  'sealed shares: 3',
  'name: photo.jpg, size 3',
  "headers: [ 'host', 'h', 'x-amz-date', '20260101T000000Z' ]",
  '/home/me/Bearings/basic%20drawing%253D1.pdf',
  'https%3A%2F%2Fh%2Fplain',
  'set region auto for the bucket',
  '100% of 3 files, 2 MB/s',
  '-----BEGIN CERTIFICATE-----',
  '',
];
