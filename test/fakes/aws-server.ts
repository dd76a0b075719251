// AWS's sign-in services (STS, SSO and its OIDC) as one server on loopback, so that the real resolver runs against answers
// that a test chooses. What it looks like is from the services' API references.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';

export type Service = 'sts' | 'sso' | 'oidc';

export interface AwsRequest {
  readonly service: Service;
  /** `AssumeRole`, or the path. */
  readonly action: string;
  readonly path: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** Who asks: the access key id of the signature, or the bearer of SSO. */
  readonly by: string | undefined;
  /** Of the signature. */
  readonly region?: string;
}

export interface AwsAnswer {
  readonly status: number;
  /** The error's code, of an answer that is none. */
  readonly error?: string;
  readonly silent?: boolean;
}

export interface AwsServer {
  readonly url: string;
  readonly requests: readonly AwsRequest[];
  /** Of that service, instead of credentials, until it is changed. */
  readonly refusals: Map<Service, AwsAnswer>;
  /** Unix ms. */
  expiresAtMs: number;
  close(): Promise<void>;
}

const role = (expiresAtMs: number) => `<Credentials><AccessKeyId>ASIAROLE</AccessKeyId>
  <SecretAccessKey>role-secret</SecretAccessKey><SessionToken>role-token</SessionToken>
  <Expiration>${new Date(expiresAtMs).toISOString()}</Expiration></Credentials>`;

const stsAnswer = (action: string, expiresAtMs: number) =>
  `<${action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${action}Result>${role(expiresAtMs)}</${action}Result></${action}Response>`;

const stsError = (code: string) =>
  `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>${code}</Code><Message>CANARY message</Message></Error></ErrorResponse>`;

function answerTo({ service, action }: AwsRequest, { refusals, expiresAtMs }: AwsServer) {
  const refusal = refusals.get(service);
  if (refusal !== undefined) {
    const code = refusal.error ?? 'Unknown';
    const body = service === 'sts' ? stsError(code) : JSON.stringify({ error: code, message: 'CANARY message' });
    return { status: refusal.status, body, type: service === 'sts' ? 'text/xml' : 'application/json', code };
  }
  if (service === 'sts') return { status: 200, body: stsAnswer(action, expiresAtMs), type: 'text/xml' };
  const body =
    service === 'oidc'
      ? { accessToken: 'renewed-bearer', expiresIn: 28_800, refreshToken: 'renewed-refresh', tokenType: 'Bearer' }
      : {
          roleCredentials: {
            accessKeyId: 'ASIASSO',
            secretAccessKey: 'sso-secret',
            sessionToken: 'sso-token',
            expiration: expiresAtMs,
          },
        };
  return { status: 200, body: JSON.stringify(body), type: 'application/json' };
}

function read(path: string, body: string, headers: NodeJS.Dict<string | string[]>): AwsRequest {
  const url = new URL(path, 'http://aws');
  const bearer = headers['x-amz-sso_bearer_token'];
  const signedBy = /Credential=([^/]+)\//.exec(String(headers['authorization']))?.[1];
  const by = typeof bearer === 'string' ? bearer : signedBy;
  if (path === '/token') {
    return { service: 'oidc', action: path, path, parameters: JSON.parse(body) as Record<string, string>, by };
  }
  const service = url.pathname.startsWith('/federation/') ? 'sso' : 'sts';
  const parameters = Object.fromEntries(service === 'sts' ? new URLSearchParams(body) : url.searchParams);
  const [, region] = /Credential=[^/]+\/\d+\/([^/]+)\//.exec(String(headers['authorization'])) ?? [];
  const asked: AwsRequest = {
    service,
    action: parameters['Action'] ?? url.pathname,
    path: url.pathname,
    parameters,
    by,
  };
  return region === undefined ? asked : { ...asked, region };
}

export async function startAwsServer(): Promise<AwsServer> {
  const requests: AwsRequest[] = [];
  const http = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => {
      body += text;
    });
    request.on('end', () => {
      const asked = read(request.url ?? '', body, request.headers);
      requests.push(asked);
      if (server.refusals.get(asked.service)?.silent === true) return;
      const { status, body: answer, type, code } = { code: undefined, ...answerTo(asked, server) };
      response.writeHead(status, { 'content-type': type, ...(code !== undefined && { 'x-amzn-errortype': code }) });
      response.end(answer);
    });
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const server: AwsServer = {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    requests,
    refusals: new Map(),
    expiresAtMs: Date.UTC(2038, 0, 1),
    async close() {
      http.closeAllConnections();
      http.close();
      await once(http, 'close');
    },
  };
  return server;
}
