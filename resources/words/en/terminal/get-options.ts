// `mayfly get` and `mayfly send` in the help: the texts in English.
import { sendOptions } from './sending';

export const linkCommands = {
  get: 'save what a link of Mayfly’s opens: a file, a page, encrypted or not; no connection and no profile are needed; “-” reads the link from standard input',
  send: 'send files to a file request by its link, as its page does in a browser; no connection and no profile are needed; “-” reads the link from standard input',
} as const;

export const getOptions = {
  ...sendOptions,
  getTo: 'the folder to save in; made where there is none (default: where the command runs)',
  getList: 'show names and sizes, and save nothing',
  getWait: 'of a share that is still being sent, wait for the rest too (default: on a terminal)',
  getPassword: 'the password of the files is a line of standard input (on a terminal it is asked for)',
} as const;
