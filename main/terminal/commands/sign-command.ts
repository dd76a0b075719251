// `mayfly sign`: presigned requests for other programs. What is signed goes to standard output; the example beside it holds no secret.
import { words } from '../../../resources/words/messages';
import { assertNever, Failure } from '../../core/model/failure';
import { reachOfUrl } from '../../core/model/host-reach';
import type { GuestRequest } from '../../core/model/requests/guest-request';
import type { SignCommand } from '../arguments/command';
import { endHint, reachHint, untoldHint } from '../output/hints';
import { iso, jsonLine } from '../output/output';
import { typedEnd } from '../arguments/share-arguments';
import { connectionChoice } from './one-off-connection';
import { serveLinks, type Serving } from './serve-links';

const w = words.terminal.sign;

interface SignRun extends Serving {
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Raises `connection-unknown`, and what signing raises. */
export async function signRequest(command: SignCommand, run: SignRun): Promise<number> {
  const { bucket, key, toSign, unproven, json } = command;
  const { app, terminal } = run;
  const connection = await connectionChoice(command, run);
  const signed = await app.signForGuests({
    bucket,
    key,
    toSign,
    unproven,
    ...typedEnd(command),
    ...(connection !== undefined && { connection }),
  });
  if (json) terminal.print(jsonLine(asJson(signed)));
  else {
    for (const line of linesOf(signed)) terminal.printExactly(line);
    for (const hint of hintsOf(signed, run)) terminal.say(hint);
  }
  return app.servesBucket() ? serveLinks(signed.expiresAtMs, json, run) : 0;
}

/** The fields of the contract (docs/command-line.md). */
function asJson(signed: GuestRequest): object {
  const { expiresAtMs, limitedBy, endUntold } = signed;
  const end = { expiresAt: iso(expiresAtMs), limitedBy, ...(endUntold && { endUntold }) };
  switch (signed.kind) {
    case 'get':
      return { method: 'GET', url: signed.url, ...end, verified: signed.verified };
    case 'put':
      return { method: 'PUT', url: signed.url, headers: signed.headers, ...end };
    case 'post':
      return { method: 'POST', url: signed.url, fields: signed.fields, ...end };
    case 'multipart': {
      const parts = signed.parts.map(({ number: partNumber, offsetBytes, lengthBytes, url, headers }) => ({
        partNumber,
        offsetBytes,
        sizeBytes: lengthBytes,
        url,
        headers,
      }));
      const { complete, abort } = signed;
      return {
        method: 'PUT',
        parts,
        complete: { method: 'POST', url: complete.url },
        abort: { method: 'DELETE', url: abort.url },
        ...end,
      };
    }
    default:
      return assertNever(signed);
  }
}

/** What a script reads line by line. */
function linesOf(signed: GuestRequest): readonly string[] {
  switch (signed.kind) {
    case 'get':
    case 'put':
      return [signed.url];
    case 'post': {
      const fields = Object.entries(signed.fields).map(([name, value]) => `${name}=${value}`);
      if (fields.some((line) => /\p{Cc}/u.test(line))) {
        throw new Failure('bad-request', { reason: 'the key has control characters, which only --json can print' });
      }
      return [signed.url, ...fields];
    }
    case 'multipart':
      return [
        ...signed.parts.map((part) => `${part.number} ${part.offsetBytes} ${part.lengthBytes} ${part.url}`),
        `complete ${signed.complete.url}`,
        `abort ${signed.abort.url}`,
      ];
    default:
      return assertNever(signed);
  }
}

function hintsOf(signed: GuestRequest, { clock }: SignRun): readonly string[] {
  const reach = reachOfUrl(signed.kind === 'multipart' ? signed.complete.url : signed.url);
  return [
    ...examplesOf(signed).map((hint) => `mayfly: ${hint}`),
    endHint(signed, clock()),
    ...untoldHint([signed]),
    ...(reach === 'public' ? [] : [reachHint(reach, 1)]),
  ];
}

/** `--fail` makes a refusal the exit code of curl. */
function examplesOf(signed: GuestRequest): readonly string[] {
  switch (signed.kind) {
    case 'get':
      return [w.get({ command: 'curl --fail -o FILE URL' }), ...(signed.verified ? [] : [w.unverified])];
    case 'put': {
      const { 'content-type': type } = signed.headers;
      return [w.put({ command: `curl --fail -H 'content-type: ${type}' -T FILE URL` })];
    }
    case 'post':
      return [w.post({ command: 'curl --fail --form-string NAME=VALUE … -F file=@FILE URL' })];
    case 'multipart':
      return [
        w.multipart({ command: 'tail -c +$((OFFSET + 1)) FILE | head -c BYTES > PART; curl --fail -i -T PART URL' }),
        w.complete({
          command:
            "curl --fail -H 'content-type: application/xml' -d '<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>ETAG</ETag></Part>…</CompleteMultipartUpload>' URL",
        }),
        w.left,
      ];
    default:
      return assertNever(signed);
  }
}
