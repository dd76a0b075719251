// Nothing that reaches a log may open a link or a file, or sign a request.
import type { Credentials } from '../../core/model/connection';
import type { AgeLock, FileSecrets, SealedSecretsRow, ShareSecrets } from '../../core/model/encryption';
import type { SignedForm, SignedRequest } from '../../core/model/requests/guest-request';

type HoldsSecrets = Credentials & FileSecrets & AgeLock & ShareSecrets & SealedSecretsRow & SignedForm & SignedRequest;

/** Every field of the types that hold secrets: a new one does not compile until somebody has said what it is. */
export const secretFields: Readonly<Record<keyof HoldsSecrets, boolean>> = {
  accessKeyId: true,
  secretAccessKey: true,
  sessionToken: true,
  payloadKey: true,
  fileKey: true,
  identity: true,
  secret: true,
  sealed: true,
  // What is inside has fields of its own.
  lock: false,
  fields: false,
  headers: false,
  // `withoutQueryAndUser` removes what is secret in it.
  url: false,
  // Public, or of no use alone.
  head: false,
  header: false,
  manifest: false,
  shareId: false,
  expiresAtMs: false,
};

/** `%3D`, however often it was encoded again. Every number of repetitions below has a bound, so that a long line takes linear time. */
const encoded = (hex: string): string => `%(?:25){0,6}${hex}`;

/** Parts of the names of secrets, in any spelling. */
const secretWord =
  '(?:secret|token|password|passwd|passphrase|signature|access[-_]?key|api[-_]?key|private[-_]?key|string[-_]?to[-_]?sign|canonical[-_]?request)';
/** The secret fields by their own names, as they are written and in the spelling of environments and options. */
const secretField = `(?:${Object.entries(secretFields)
  .flatMap(([name, isSecret]) => (isSecret ? [name.replaceAll(/(?=[A-Z])/g, '[-_]?')] : []))
  .join('|')})`;
/** Fields of a form that signs an upload, as RFC 7578, HTML and a list of names and values have them. */
const formField = '(?:x-amz-(?:signature|credential|security-token)|signature|policy|awsaccesskeyid)';
/** Names of headers whose whole value is a secret. */
const secretHeader = '(?:(?:proxy-)?authorization|(?:set-)?cookie)';
const quote = String.raw`(?:\\{0,31}["']|${encoded('2[27]')})?`;
/** `:` or `=` with the characters around it in JSON, in a query and in a printed object of Node. */
const sign = String.raw`${quote}\s{0,8}(?:[:=]|${encoded('3[AD]')})\s{0,8}`;
/** An array of values; a quoted value, plain and as JSON inside JSON, where a quote inside has more backslashes than those around. */
const quotedValue = String.raw`\[[^\]]*|"(?:[^"\\]|\\.)*|'(?:[^'\\]|\\.)*|(?<escape>\\{1,31})"(?:[^"\\]|\\+(?![\\"])|\k<escape>\\+")*`;
/** Bytes as Node prints them and as they are in JSON. */
const bytes = String.raw`(?:Uint8Array|Buffer)\(\d{1,9}\)\s{0,8}\[[^\]]*|<Buffer[^>]*|\{[^{}]*`;
const quotes = String.raw`["'\\]{0,8}`;
/** The rest of such a name. */
const rest = String.raw`[\w-]{0,40}(?![\w-])`;
const oneWord = String.raw`[^\s"',}]+`;

const pattern = (source: string): RegExp => new RegExp(source, 'gi');

const patterns: readonly RegExp[] = [
  pattern(`((?:X-Amz-(?:Signature|Credential|Security-Token)|Credential)(?:=|${encoded('3D')}))[^&\\s"'<>]+`),
  /(AWS4-HMAC-SHA256 )[^\n]*/g,
  // A header in its own line has its value up to the end, quotes and all.
  pattern(`(${secretHeader}${sign})(?:${quotedValue}|[^\\n]*)`),
  // Before names and values in turn, which would take `value` for one.
  pattern(
    String.raw`(\bname${sign}${quotes}${formField}${quotes}(?:\s|\\{1,8}[rn]|[|;,]){1,16}(?:${quotes}value${sign})?${quotes})[^\s"'\\<>,;|]+`,
  ),
  // Names and values in turn, as Node gives raw headers and a shell its arguments.
  pattern(
    String.raw`(["'](?:${secretHeader}|--[\w-]{0,40}${secretWord}${rest}|x-[\w-]{0,60}${secretWord}${rest})["']\s{0,8},\s{0,80})(?:${quotedValue})`,
  ),
  pattern(String.raw`((?<![\w-])--[\w-]{0,40}${secretWord}${rest}\s{1,8})(?!-)(?:${quotedValue}|[^\s]+)`),
  pattern(
    String.raw`(\bset(?:x|env)?\s{1,8}(?:-\w{1,8}\s{1,8}){0,3}\w{0,40}${secretWord}\w{0,40}\s{1,8})(?:${quotedValue}|[^\s]+)`,
  ),
  pattern(String.raw`(<[\w:.-]{0,40}${secretWord}[\w.-]{0,40}(?:\s[^<>]{0,200})?>)[^<]+`),
  pattern(String.raw`(&lt;[\w:.-]{0,40}${secretWord}[\w.-]{0,40}&gt;)(?:[^&]|&(?!lt;))+`),
  pattern(`(\\bBearer(?:\\s|\\+|${encoded('20')}){1,8})[^\\s"'<>,]+`),
  /(\b[Bb]asic\s{1,8})(?=[A-Za-z+/]{0,200}[A-Z\d=])[A-Za-z\d+/]{8,}={0,2}/g,
  pattern(`(${secretWord}${rest}${sign})(?:${bytes}|${quotedValue}|${oneWord})`),
  pattern(`((?<![\\w-])${secretField}${sign})(?:${bytes}|${quotedValue}|${oneWord})`),
  // An identity of age, wherever it stands.
  pattern(String.raw`(AGE-SECRET-KEY-)[A-Z\d-]+`),
  // A signed policy is long and in base64; other policies may be read.
  pattern(String.raw`((?<![\w-])policy${sign}["']?)[A-Za-z\d+/=_%-]{24,}`),
  /(-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----)(?:[^-]|-(?!----))+/g,
];

/**
 * Removes a URL's user information (up to the last `@`) and its query and fragment (from the first `?` or `#`). Regular expressions for both would take the square of the length of
 * a long line (measured: 39 s for a megabyte).
 */
function withoutQueryAndUser(word: string): string {
  const scheme = /[a-z][a-z\d+.-]{0,15}:\/\//i.exec(word);
  if (scheme === null) return word;
  const from = scheme.index + scheme[0].length;
  const rest = word.slice(from);
  const end = rest.search(/[?#]/);
  const place = end === -1 ? rest : rest.slice(0, end);
  const user = place.lastIndexOf('@');
  return `${word.slice(0, from)}${user === -1 ? place : `…${place.slice(user)}`}${end === -1 ? '' : '?…'}`;
}

/** Takes signatures, credentials, authorisation headers, user information and every URL's query out of a text. */
export function redact(text: string): string {
  const places = text.replace(/[^\s"'<>]+/g, withoutQueryAndUser);
  return patterns.reduce((result, secret) => result.replace(secret, '$1…'), places);
}
