// What `mayfly --help` prints: how a command is typed, and beside it what it does, in the language of the terminal.
import { words } from '../../../resources/words/messages';
import { widthOf } from '../output/format';

const w = words.terminal.help;
type Said = Exclude<keyof typeof w, 'title'>;

/** How it is typed, indented as it belongs together, and which text stands beside it. An empty line parts what does not. */
const lines: readonly (readonly [typed: string, said?: Said])[] = [
  ['mayfly share PATH...', 'share'],
  ['    --expires TIME', 'expires'],
  ['    --keep-until DAY', 'keepUntil'],
  ['    --connection NAME', 'connection'],
  ['    --name TEXT', 'name'],
  ['    --page | --no-page', 'page'],
  ['    --plain-page', 'plainPage'],
  ['    --title TEXT --message TEXT', 'titleAndMessage'],
  ['    --inline', 'inline'],
  ['    --copy', 'copy'],
  ['    --limit RATE', 'limit'],
  ['    --parallel N', 'parallel'],
  ['    --json', 'json'],
  ['    --quiet', 'quiet'],
  ['    --bucket B [--endpoint URL] [--region R] [--path-style|--virtual-host] [--profile NAME]', 'ephemeral'],
  ['mayfly link s3://B/KEY', 'link'],
  ['    --expires TIME --connection NAME --inline --title TEXT --message TEXT --copy'],
  ['mayfly list', 'list'],
  ['    --state STATES', 'state'],
  ['    --unverified', 'unverified'],
  ['    --search TEXT', 'search'],
  ['    --connection NAME'],
  ['    --sort ORDER', 'sort'],
  ['    --limit N'],
  ['mayfly show ID', 'show'],
  ['    --qr', 'qr'],
  ['mayfly copy ID', 'copyAgain'],
  ['    --form FORM', 'form'],
  ['    --short', 'short'],
  ['    --print', 'print'],
  ['mayfly extend ID --expires TIME [--copy]', 'extend'],
  ['mayfly keep ID --until DAY', 'keep'],
  ['mayfly revoke ID...', 'revoke'],
  ['mayfly revoke s3://B/KEY...', 'revokeStored'],
  ['    --endpoint URL --region R --path-style|--virtual-host --profile NAME'],
  ['mayfly forget ID', 'forget'],
  [''],
  ['mayfly uploads', 'uploads'],
  ['mayfly resume [ID...]', 'resume'],
  ['mayfly cancel ID', 'cancel'],
  ['mayfly sweep [--yes]', 'sweep'],
  [''],
  ['mayfly connections list'],
  ['mayfly connections providers', 'providers'],
  ['mayfly connections add [NAME] --endpoint URL|--provider ID --bucket B [--region R]'],
  ['                            --access-key-id ID [--session-token [--session-expires MOMENT]]', 'add'],
  ['    --prefix P/', 'prefix'],
  ['    --default-expiry TIME', 'defaultExpiry'],
  ['    --max-expiry TIME', 'maxExpiry'],
  ['    --when-expired keep|delete'],
  ['    --bandwidth RATE', 'bandwidth'],
  ['    --colour NAME', 'colour'],
  ['    --key-template TEXT', 'keyTemplate'],
  ['    --share-endpoint URL', 'shareEndpoint'],
  ['    --ca-file FILE', 'caFile'],
  ['    --path-style | --virtual-host'],
  ['mayfly connections add NAME --paste [--endpoint URL] [--bucket B] < TEXT', 'addPasted'],
  ['mayfly connections add NAME --aws-profile NAME --bucket B [--endpoint URL]', 'addProfile'],
  ['mayfly connections edit NAME [OPTIONS...] [--new-secret]', 'edit'],
  ['mayfly connections rename NAME NEW'],
  ['mayfly connections duplicate NAME [NEW]', 'duplicate'],
  ['mayfly connections default NAME'],
  ['mayfly connections order NAME...', 'order'],
  ['mayfly connections export [NAME...]', 'export'],
  ['mayfly connections import FILE'],
  ['mayfly connections test NAME', 'test'],
  ['    --report', 'report'],
  ['mayfly connections policy NAME', 'policy'],
  ['mayfly connections lifecycle NAME [--days N] [--yes]', 'lifecycle'],
  ['mayfly connections remove NAME [--links keep|revoke]', 'remove'],
  [''],
  ['mayfly bucket serve', 'serve'],
  ['    --port N'],
  [''],
  ['mayfly --remove-my-data [--yes]', 'removeMyData'],
  [''],
];

const indent = 2;
const textColumn = 30;
const rightEdge = 102;

/** Breaks a text between words so that no line is wider than what the terminal has beside the commands. */
function wrapped(text: string): readonly string[] {
  const found: string[] = [];
  for (const word of text.split(' ')) {
    const line = found.at(-1);
    if (line !== undefined && widthOf(`${line} ${word}`) <= rightEdge - textColumn)
      found[found.length - 1] += ` ${word}`;
    else found.push(word);
  }
  return found;
}

function entry(typed: string, said: Said | undefined): string {
  const left = typed === '' ? '' : ' '.repeat(indent) + typed;
  const [first = '', ...rest] = said === undefined ? [''] : wrapped(w[said]);
  const beside = left.length < textColumn - 1;
  const head = beside ? (left.padEnd(textColumn) + first).trimEnd() : left;
  const below = beside ? rest : first === '' ? [] : [first, ...rest];
  return [head, ...below.map((line) => ' '.repeat(textColumn) + line)].join('\n');
}

/** In the language of this moment; ends with a newline. */
export const help = (): string =>
  [
    w.title,
    '',
    ...lines.map(([typed, said]) => entry(typed, said)),
    `${w.everywhere} --json   --profile-dir DIR   --help   --version`,
    '',
    w.thisComputer,
    w.exitCodes,
    '',
  ].join('\n');
