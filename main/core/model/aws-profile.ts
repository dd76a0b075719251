// What a profile of the AWS command line's files is, told from its lines without asking anybody.
import { parseEndpoint } from './connection';
import type { Addressing } from './place';

/** How a profile comes to its credentials. `none`: the lines do not say. */
export type ProfileKind = 'keys' | 'process' | 'role' | 'sso' | 'web-identity' | 'login' | 'none';

export interface AwsProfile {
  readonly name: string;
  readonly kind: ProfileKind;
  /** Whose credentials they are, where the lines tell: a role's name and account, a program's name. Never a secret. */
  readonly detail?: string;
  /** The profile whose credentials a role is asked with. */
  readonly source?: string;
  readonly region?: string;
  /** Where its S3 is, when that is not AWS. */
  readonly endpoint?: string;
  readonly addressing?: Addressing;
}

type Section = Readonly<Record<string, string | undefined>>;
/** Sections by name; what is nested in them is named `outer.inner`. */
export type Sections = Readonly<Record<string, Section>>;

/** Sections that are no profiles, as the reader of the files names them. */
const isProfile = (name: string) => !/^(services|sso-session)\./.test(name);

/**
 * The profiles of both files, by name: what the credentials file says goes before what the config file says. Source: AWS SDKs and Tools
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

/** In the order in which the AWS tools look. */
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

/** Its arguments may hold anything. */
function programName(command: string): string {
  const [, quoted, plain = ''] = /^\s*(?:"([^"]+)"|(\S+))/.exec(command) ?? [];
  const path = quoted ?? plain;
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

function endpointOf(section: Section, config: Sections): string | undefined {
  if (section['ignore_configured_endpoint_urls']?.toLowerCase() === 'true') return undefined;
  const services = section['services'] === undefined ? undefined : config[`services.${section['services']}`];
  const text = services?.['s3.endpoint_url'] ?? section['s3.endpoint_url'] ?? section['endpoint_url'];
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
