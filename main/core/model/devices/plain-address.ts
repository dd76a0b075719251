// Addresses of devices, as sockets tell them and as people type them.
import { reachOf } from '../host-reach';
import { localSendPort } from './device';

/** An IPv4 address that came by an IPv6 socket is written as IPv4, and no scope stands behind it: a token is bound to this text. */
export const plainAddress = (address: string): string =>
  address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '').replace(/%.*$/, '');

/** As an address stands in a URL: IPv6 in brackets (RFC 3986, section 3.2.2). */
export const hostOf = (address: string): string => (address.includes(':') ? `[${address}]` : address);

/** Whether an answer may go there: the source address of a datagram can be forged, and no host on the internet is sent an answer. */
export const isNear = (address: string): boolean => reachOf(hostOf(plainAddress(address))) !== 'public';

const octet = String.raw`(?:25[0-5]|2[0-4]\d|1?\d?\d)`;
const ipv4 = new RegExp(`^(?:${octet}\\.){3}${octet}$`);
const ipv6 = /^(?=.*:.*:)[0-9a-f:.]{2,45}(?:%[0-9a-z._-]{1,32})?$/i;

/**
 * `192.168.0.7`, `192.168.0.7:53317`, `fe80::1`, `[fe80::1]:53317`; `undefined` for what is no address, such as a device's name.
 */
export function readAddress(typed: string): { readonly host: string; readonly port: number } | undefined {
  const [, bracketed, bare, port] = /^(?:\[([^\]]+)\]|([^\s[\]]+?))(?::(\d{1,5}))?$/.exec(typed.trim()) ?? [];
  const whole = typed.trim();
  if (bracketed === undefined && ipv6.test(whole)) return { host: whole, port: localSendPort };
  const host = bracketed ?? bare ?? '';
  const isAddress = bracketed === undefined ? ipv4.test(host) : ipv6.test(host);
  const number = port === undefined ? localSendPort : Number(port);
  return isAddress && number >= 1 && number <= 65_535 ? { host, port: number } : undefined;
}
