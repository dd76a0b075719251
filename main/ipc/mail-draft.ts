// Drafts a mail with a renewed link, since recipients still have the old one.
import { words } from '../../resources/words/messages';

export interface MailDraft {
  /** The file's name, or the title of a page. */
  readonly name: string;
  /** When the link ends, as a person reads it. */
  readonly until: string;
  /** A bearer secret: it goes into the body and nowhere else. Absent where others would read it: then the body says that it is on the clipboard. */
  readonly link: string | undefined;
}

const lineEnd = '\r\n';

/** A name may hold anything; in a subject it stays one line of at most 150 characters. */
const oneLine = (text: string): string =>
  text
    .toWellFormed()
    // oxlint-disable-next-line no-control-regex -- control characters are exactly what must go
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')
    .trim()
    .slice(0, 150)
    .toWellFormed();

/**
 * A `mailto:` URL of a mail without a recipient, whose body holds the link: only for the system's opener, never for a log. Source: RFC 6068
 * sections 2 and 5 (percent-encoded UTF-8, `%0D%0A` between lines).
 */
export function mailDraft({ name, until, link }: MailDraft): string {
  const shown = oneLine(name);
  const { mailSubject, mailGreeting, mailPaste, mailUntil } = words.links;
  const body = [mailGreeting({ name: shown }), '', link ?? mailPaste, '', mailUntil({ clock: until }), ''].join(
    lineEnd,
  );
  return `mailto:?subject=${encode(mailSubject({ name: shown }))}&body=${encode(body)}`;
}

/** Characters that encodeURIComponent keeps and a mail program or a shell may interpret. */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
