// The log of `--verbose`: everything that is logged is said on the terminal as well.
import { logLine, type DetailedLog } from '../adapters/files/log';

/** `fileHasRequests`: `file` is given the lines of requests too. `say`: takes a line that may be shown. */
export const sayingLog = (file: DetailedLog, fileHasRequests: boolean, say: (line: string) => void): DetailedLog => ({
  info(message) {
    file.info(message);
    say(logLine(message));
  },
  error(message, error) {
    file.error(message, error);
    say(logLine(message, error));
  },
  debug(message) {
    if (fileHasRequests) file.debug(message);
    say(logLine(message));
  },
});
