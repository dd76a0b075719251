// Opens the link of a file request, by the rules of the page that guests have in their browsers.
import { readRequest, type Request } from '../../../renderer/guest/request';
import { noPage, placeIn, requestPageAt } from '../getting/getting';
import { createRequestServer, type RequestServer } from './request-server';
import { guestsFailure } from './rules/guest-failure';
import type { SendingContext } from './sending-context';

export interface OpenedRequest {
  readonly request: Request;
  readonly server: RequestServer;
  /** Origin and path of its page. */
  readonly place: string;
  /** host:port of its server. */
  readonly host: string;
}

/**
 * Asks the servers of the link alone, without credentials. Raises `link-not-ours`, `link-not-request`, `request-ended`, `request-away`,
 * `cancelled`, and what the network raises.
 */
export async function openRequest(
  { web, encryption }: Pick<SendingContext, 'web' | 'encryption'>,
  text: string,
  signal: AbortSignal,
): Promise<OpenedRequest> {
  const open = () => requestPageAt({ web }, text, signal);
  const { url, html, isForwarded } = await open().catch((error: unknown) => {
    throw guestsFailure(error);
  });
  const request = readRequest(html);
  if (request === undefined) throw noPage();
  const { recipient } = request;
  if (recipient !== undefined) {
    // A page that wants files encrypted in a way that is not known must not get them in plain.
    await encryption.createSecrets(recipient).catch(() => {
      throw noPage();
    });
  }
  const renewed = isForwarded ? async () => (await open()).url : undefined;
  const server = createRequestServer({ web }, url, signal, renewed);
  return { request, server, place: placeIn(url), host: new URL(url).host };
}
