// What other rooms use of this one: files are sent to a file request, by a guest with its link. No profile is read or made.
import { bind, type Bound } from '../async/verbs';
import { openRequest } from './open-request';
import { sendFiles } from './send-files';
import type { SendingContext } from './sending-context';
export type { OpenedRequest } from './open-request';
export type { SentFile } from './send-files';
export { keepsFolders, mostNote, mostSender } from '../../../renderer/guest/manifest';
export { guestsFailure } from './rules/guest-failure';
export type { SendingContext };

const verbs = { openRequest, sendFiles };

export type Sending = Bound<SendingContext, typeof verbs>;

export const createSending = (context: SendingContext): Sending => bind(context, verbs);
