// The examination as a text for public issue trackers: our own words alone, without the names of servers, buckets, folders, keys or accounts.
import {
  isOwnCode,
  missingAction,
  verdictOf,
  type Examination,
  type ExaminationPlace,
  type Finding,
} from '../model/examination';
import { providerAt } from '../providers/providers';

export interface ReportFacts {
  readonly version: string;
  /** Such as `linux, Node 20.20.2`. */
  readonly system: string;
}

/** Regions that identify nobody. */
const commonRegions: ReadonlySet<string> = new Set(['auto', 'default', 'garage', 'us-east-1']);

/** An error code in S3's form: one word of letters. */
const serverWord = (text: string | undefined): string | undefined =>
  text !== undefined && /^[A-Z][A-Za-z]{2,48}$/.test(text) ? text : undefined;

function serverLines({ endpoint, region, addressing, prefix }: ExaminationPlace): readonly string[] {
  const provider = providerAt(endpoint);
  const { protocol, hostname, port, pathname } = new URL(endpoint);
  const numeric = hostname.startsWith('[') || /^\d+(\.\d+){3}$/.test(hostname);
  const form = [
    protocol === 'https:' ? 'https' : 'http',
    numeric ? 'an IP address' : 'a name',
    port === '' ? 'the usual port' : 'a port of its own',
    ...(pathname === '/' ? [] : ['a base path']),
  ];
  const isPublic = provider !== undefined || commonRegions.has(region);
  return [
    `server: ${provider?.label ?? 'one of its own'} (${form.join(', ')})`,
    `region: ${isPublic ? region : 'one of its own'}`,
    `addressing: ${addressing}`,
    `prefix: ${prefix === '' ? 'none' : 'yes'}`,
  ];
}

function findingLine(finding: Finding): string {
  const { step, state, code, facts } = finding;
  const action = missingAction(finding) ?? facts.right;
  const serverCode = serverWord(facts.serverCode);
  const more = [
    ...(facts.status === undefined ? [] : [`HTTP ${facts.status}`]),
    ...(serverCode === undefined ? [] : [serverCode]),
    ...(action === undefined ? [] : [action]),
    ...(facts.offsetSeconds === undefined ? [] : [`${facts.offsetSeconds} s`]),
    ...(isOwnCode(code) || facts.reason === undefined ? [] : [facts.reason]),
  ];
  return `${state.padEnd(8)}${step.padEnd(13)}${code}${more.length === 0 ? '' : ` (${more.join(', ')})`}`;
}

/** Says which fields were corrected, without their values. */
export function examinationReport(examination: Examination, { version, system }: ReportFacts): string {
  const { given, place, requests, startedAtMs, endedAtMs = startedAtMs, facts } = examination;
  const changed = (['endpoint', 'region', 'addressing'] as const).filter((name) => given[name] !== place[name]);
  return [
    'Mayfly connection test',
    `version: ${version} (${system})`,
    ...serverLines(place),
    ...(changed.length === 0 ? [] : [`corrected: ${changed.join(', ')}`]),
    `verdict: ${verdictOf(examination)}, ${requests} requests, ${endedAtMs - startedAtMs} ms`,
    '',
    ...examination.findings.map(findingLine),
    '',
    `capabilities: ${JSON.stringify(facts)}`,
  ].join('\n');
}
