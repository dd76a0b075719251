// Docs/providers.md is written from the same table and words that the form and the terminal show, so that it cannot say
// anything else.
import { providerLabel, providerWords } from '../../main/core/providers/provider-words';
import { usualPartLimits, type PartLimits } from '../../main/core/providers/multipart-limits';
import { doorsPlaceAt } from '../../main/core/wording/finding-words';
import type { IntakeKeys, Known, Provider, PublicUnit } from '../../main/core/providers/provider';

const heading = `# Storage providers

Made from \`main/core/providers/providers-table.ts\` by \`npm run docs:tables\`. \`mayfly connections providers\` and the form show the same.

What is said here is what Mayfly assumes before it asked the server. The test of a connection finds out what is true of yours, and that
wins. “Tested” tells what was tried by us: only servers that can be run without an account. Everything else is from the documents that
are named, and where they say nothing it says “not documented”.

Every provider needs an endpoint, a bucket, an access key ID and its secret access key. In endpoints, \`{region}\` is the bucket’s region,
and words in capitals are yours.
`;

const known: Record<Known, string> = { yes: 'yes', no: 'no', unknown: 'not documented' };
const intakeKeys: Record<IntakeKeys, string> = {
  policy: 'by a policy',
  'bucket-policy': 'by a policy of the bucket',
  role: 'by a role',
  no: 'no',
  unknown: 'not documented',
};
const publicUnits: Record<PublicUnit, string> = {
  policy: 'a bucket or folder, by its policy',
  bucket: 'a whole bucket',
  domain: 'a whole bucket, by a domain of yours',
  no: 'not possible',
  unknown: 'not documented',
};
const code = (text: string): string => `\`${text}\``;
const mebibytes = (bytes: number): string => `${(bytes / 1_048_576).toLocaleString('en')} MiB`;

function endpointsOf({ endpoints }: Provider): string {
  if (endpoints.length === 0) return 'yours';
  return endpoints
    .map(({ regions, template }) => code(template) + (regions && ` for regions in ${code(regions)}`))
    .join(', ');
}

function regionOf({ region: { kind, usual } }: Provider): string {
  const rules = {
    'in-endpoint': `stands in the endpoint; ${code(usual)} where it does not`,
    fixed: `${code(usual)}, always`,
    own: `as the server was set up; ${code(usual)} when nothing is typed`,
  };
  return rules[kind];
}

function partsOf({ maxParts, minPartBytes, maxPartBytes, equalParts }: PartLimits): string {
  const equal = equalParts === true ? ', all but the last of one size' : '';
  return `at most ${maxParts.toLocaleString('en')}, of ${mebibytes(minPartBytes)} to ${mebibytes(maxPartBytes)}${equal}`;
}

const addressings = { path: 'in the path', 'virtual-host': 'in the host name, where the name allows it' };
const checksums = {
  default: 'CRC-32 with every upload',
  required: 'only where S3 demands one; the test finds out about CRC-32',
  unknown: 'not documented',
};

const longest = ({ longestExpirySeconds: seconds }: Provider): string =>
  seconds === undefined ? 'not documented; 7 days are tried' : `${seconds / 86_400} days`;
const seenBy = ({ seen }: Provider): string => (seen === 'run' ? 'on a server of our own' : 'from documents');

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

function tableOf(providers: readonly Provider[]): string {
  const rows = providers.map((provider) =>
    row([
      `[${providerLabel(provider)}](#${anchorOf(provider)})`,
      code(provider.id),
      known[provider.postPolicy],
      known[provider.conditionalWrites],
      known[provider.copiesParts],
      intakeKeys[provider.intakeKeys],
      provider.parts.maxParts.toLocaleString('en'),
      provider.longestExpirySeconds === undefined ? 'not documented' : longest(provider),
      seenBy(provider),
    ]),
  );
  const titles = [
    'provider',
    '`--provider`',
    'upload forms',
    'keeps what is there',
    'copies parts',
    'intake key',
    'most parts',
    'longest link',
    'tested',
  ];
  return [row(titles), row(titles.map(() => '---')), ...rows, ''].join('\n');
}

const anchorOf = (provider: Provider): string =>
  providerLabel(provider)
    .toLowerCase()
    .replaceAll(/[^a-z0-9 -]/g, '')
    .replaceAll(' ', '-');

function sectionOf(provider: Provider): string {
  const { endpointHint, keysHint, limits } = providerWords(provider.id);
  const facts = [
    ['Endpoint', `${endpointsOf(provider)}. ${endpointHint}`],
    ['Keys', keysHint],
    ['Region', regionOf(provider)],
    ['Bucket', addressings[provider.addressing]],
    ['Checksums', checksums[provider.checksums]],
    ...(provider.parts === usualPartLimits ? [] : [['Parts', partsOf(provider.parts)]]),
    ['Upload forms (POST)', known[provider.postPolicy]],
    ['Uploads that replace nothing (`If-None-Match: *`)', known[provider.conditionalWrites]],
    ['Copies of parts inside the bucket', known[provider.copiesParts]],
    ['Short links', `${publicUnits[provider.publicUnit]}. ${doorsPlaceAt(provider.id)}`],
    ['Longest link', longest(provider)],
    ['Tested', seenBy(provider)],
    ...limits.map((limit) => ['Note', limit]),
    ...provider.sources.map((source) => ['Source', `<${source}>`]),
  ];
  return [`## ${providerLabel(provider)}`, '', ...facts.map(([name, text]) => `- ${name}: ${text}`), ''].join('\n');
}

export const providersPage = (providers: readonly Provider[]): string =>
  [
    heading,
    tableOf(providers),
    `Parts of an upload, unless a provider says otherwise: ${partsOf(usualPartLimits)} each; the last may be smaller.\n`,
    ...providers.map(sectionOf),
  ].join('\n');
