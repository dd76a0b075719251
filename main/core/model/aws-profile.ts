// The profiles of the AWS command line, read from the lines of its files alone.
import { parseEndpoint } from './connection';
import type { Addressing } from './place';

/** How a profile gets its credentials. `none`: the lines do not say. */
export type ProfileKind = 'keys' | 'process' | 'role' | 'sso' | 'web-identity' | 'login' | 'none';

export interface AwsProfile {
  readonly name: string;
  readonly kind: ProfileKind;
  /** The role's name and account, or the program's name, where the lines tell. Never a secret. */
  readonly detail?: string;
  /** The profile whose credentials assume the role. */
  readonly source?: string;
  readonly region?: string;
  /** The endpoint of its S3, when that is not AWS. */
  readonly endpoint?: string;
  readonly addressing?: Addressing;
}

type Section = Readonly<Record<string, string | undefined>>;
/** Sections by name; a nested value is named `outer.inner`. */
export type Sections = Readonly<Record<string, Section>>;

/** Sections that are no profiles, as the reader of the files names them. */
const isProfile = (name: string) => !/^(services|sso-session)\./.test(name);

/**
 * The profiles of both files, by name; the credentials file wins over the config file. Source: AWS SDKs and Tools
 * Reference Guide, "Shared config and credentials files" and "Service-specific endpoints".
 */
export function profilesOf(config: Sections, credentials: Sections): readonly AwsProfile[] {
  const names = new Set([...Object.keys(config), ...Object.keys(credentials)].filter(isProfile));
  return [...names].toSorted().map((name) => describe(name, { ...config[name], ...credentials[name] }, config));
}

function describe(name: string, section: Section, config: Sections): AwsProfile {
  const facts = {
    source: section['role_arn'] === undefined ? undefined : section['source_profile'],
    region: section['region'],
    endpoint: endpointOf(section, config),
    addressing: addressingOf(section),
  };
  const given = Object.fromEntries(Object.entries(facts).filter(([, fact]) => fact !== undefined));
  return { name, ...kindOf(section), ...given };
}

/** In the order of the AWS tools. */
function kindOf(section: Section): Pick<AwsProfile, 'kind' | 'detail'> {
  const { role_arn: role, credential_process: program, sso_account_id: account, sso_role_name: ssoRole } = section;
  if (role !== undefined && (section['source_profile'] ?? section['credential_source']) !== undefined) {
    return { kind: 'role', detail: roleName(role) };
  }
  if (section['aws_access_key_id'] !== undefined && section['aws_secret_access_key'] !== undefined) {
    return { kind: 'keys' };
  }
  if (role !== undefined && section['web_identity_token_file'] !== undefined) {
    return { kind: 'web-identity', detail: roleName(role) };
  }
  if (program !== undefined) return { kind: 'process', detail: programName(program) };
  if ((section['sso_session'] ?? section['sso_start_url']) !== undefined) {
    const detail = [ssoRole, account].filter((part) => part !== undefined).join(', ');
    return { kind: 'sso', ...(detail !== '' && { detail }) };
  }
  if (section['login_session'] !== undefined) return { kind: 'login' };
  return { kind: 'none' };
}

/** `arn:aws:iam::123456789012:role/team/Share` is the role `Share` of `123456789012`. */
function roleName(arn: string): string {
  const [, account = '', path = ''] = /^arn:[\w-]*:iam::(\d*):role\/(.+)$/.exec(arn) ?? [];
  return path === '' ? arn.slice(0, 100) : [path.slice(path.lastIndexOf('/') + 1), account].filter(Boolean).join(', ');
}

/** Without its arguments, which may hold a secret. */
function programName(command: string): string {
  const [, quoted, plain = ''] = /^\s*(?:"([^"]+)"|(\S+))/.exec(command) ?? [];
  const path = quoted ?? plain;
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

const isTrue = (text: string | undefined): boolean => text?.toLowerCase() === 'true';

/** The endpoint of a service as the lines name it: in its section of `services`, in the profile for that service, for all. */
function configuredEndpoint(section: Section, config: Sections, service: 's3' | 'sts'): string | undefined {
  if (isTrue(section['ignore_configured_endpoint_urls'])) return undefined;
  const services = section['services'] === undefined ? undefined : config[`services.${section['services']}`];
  const own = `${service}.endpoint_url`;
  return services?.[own] ?? section[own] ?? section['endpoint_url'];
}

/**
 * Where the roles of a profile are assumed, as it is written; `undefined`: AWS's own STS. In the order of the AWS command line: the variable of
 * the service, that of all services, the lines of the profile that was asked for, whichever other profile its credentials come from.
 */
export function stsEndpointOf(
  name: string,
  config: Sections,
  credentials: Sections,
  environment: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const ignored = environment['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'];
  if (isTrue(ignored)) return undefined;
  const section = { ...config[name], ...credentials[name] };
  // A variable that says no wins over the line of the profile.
  const lines = ignored ? { ...section, ignore_configured_endpoint_urls: undefined } : section;
  if (isTrue(lines.ignore_configured_endpoint_urls)) return undefined;
  const told = environment['AWS_ENDPOINT_URL_STS'] || environment['AWS_ENDPOINT_URL'];
  return told || configuredEndpoint(lines, config, 'sts') || undefined;
}

function endpointOf(section: Section, config: Sections): string | undefined {
  const text = configuredEndpoint(section, config, 's3');
  if (text === undefined) return undefined;
  try {
    return parseEndpoint(text).url;
  } catch {
    return undefined;
  }
}

function addressingOf(section: Section): Addressing | undefined {
  const style = section['s3.addressing_style'];
  if (style === 'path') return 'path';
  return style === 'virtual' ? 'virtual-host' : undefined;
}
