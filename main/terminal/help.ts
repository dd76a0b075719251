// Why this exists: what `mayfly --help` prints.

export const help = `Mayfly: drop a file, get a link that dies.

  mayfly share PATH...        upload and print an expiring link; several files, or a folder, get one to a
                              page of all of them
      --expires TIME          90s, 15m, 1h, 1d, 7d or seconds (default: the setting, 1d)
      --keep-until DAY        like 2027-06-30: sign it again before it ends, while Mayfly runs
      --connection NAME       where to (default: the default connection, else this computer)
      --name TEXT             the name the recipient sees (one file)
      --page | --no-page      a page for one file too, or a link per file (default: the setting)
      --title TEXT --message TEXT
                              what the page is called (default: the folder or file) and says
      --inline                let pictures, sound, video and plain text open in the browser
      --copy                  put the link on the clipboard as well
      --limit RATE            KiB per second, or 500K, 2M (bytes per second)
      --parallel N            requests at once, 1 to 64
      --json                  one line of JSON per link
      --quiet                 no progress and no hints
      --bucket B [--endpoint URL] [--region R] [--path-style|--virtual-host] [--profile NAME]
                              a connection for this command only, with what AWS's own tools take:
                              a profile of ~/.aws, or AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and
                              AWS_SESSION_TOKEN, or AWS_PROFILE; AWS_ENDPOINT_URL_S3, AWS_REGION
  mayfly link s3://B/KEY      a link to what is in the bucket already; s3://B/FOLDER/ gives a page of it
      --expires TIME --connection NAME --inline --title TEXT --message TEXT --copy
  mayfly list                 the shares made so far; an ID may be typed by its beginning
      --state STATES          live, expired, revoked, missing (one, or several with commas)
      --unverified            those that no stranger has opened yet
      --search TEXT           with this in the name
      --connection NAME
      --sort ORDER            newest, ending, largest, name
      --limit N
  mayfly show ID              what a share holds, where it is, and why it ends when it does
      --qr                    its link as a QR code (whoever sees it has the link)
  mayfly copy ID              the link again, for the time it has left, on the clipboard
      --form FORM             link, text, markdown, html, template (default: the setting)
      --short                 a link that mail does not cut, where the object says its name itself
      --print                 print it instead
  mayfly extend ID --expires TIME [--copy]
                              a new link without an upload; the old one keeps its end
  mayfly keep ID --until DAY  make new links until then (2027-06-30; or never) while the app runs
  mayfly revoke ID...         delete what is stored, and prove that the links no longer open
  mayfly forget ID            take it out of the history; its link goes on to work

  mayfly uploads              uploads and pages that were interrupted; the same share command goes on
  mayfly resume [ID...]       go on with all of them, or with these
  mayfly cancel ID            give an upload or a page up and remove what is stored of it
  mayfly sweep [--yes]        leftovers of uploads in your buckets; --yes removes Mayfly's own

  mayfly connections list
  mayfly connections providers
                              what to type for each provider, and where to find it
  mayfly connections add [NAME] --endpoint URL|--provider ID --bucket B [--region R]
                              --access-key-id ID [--session-token [--session-expires MOMENT]]
                              the secret access key (then the token) on standard input, a line each
      --prefix P/             put before every key
      --default-expiry TIME   how long its links live when nobody says otherwise
      --max-expiry TIME       the longest life of any of its links
      --when-expired keep|delete
      --bandwidth RATE        for its uploads together, like --limit
      --colour NAME           grey, red, orange, yellow, green, teal, blue, purple
      --key-template TEXT     like {date}/{random}/{name}
      --share-endpoint URL    links are made for this address
      --ca-file FILE          authorities to trust, as PEM
      --path-style | --virtual-host
  mayfly connections add NAME --paste [--endpoint URL] [--bucket B] < TEXT
                              keys as a shell, ~/.aws, aws sts, mc or rclone has them
  mayfly connections add NAME --aws-profile NAME --bucket B [--endpoint URL]
                              the keys of a profile of ~/.aws, whenever they are needed
  mayfly connections edit NAME [the same options] [--new-secret]
                              only what is named changes; none takes away what it has of its own
  mayfly connections rename NAME NEW
  mayfly connections duplicate NAME [NEW]
                              everything of it but its keys
  mayfly connections default NAME
  mayfly connections order NAME...
                              these first
  mayfly connections export [NAME...]
                              as a file, without keys, on standard output
  mayfly connections import FILE
  mayfly connections test NAME
  mayfly connections lifecycle NAME [--days N] [--yes]
                              a rule of the bucket that deletes what lies under the connection's
                              prefix N days (8) after it was stored; shown, and written with --yes
  mayfly connections remove NAME [--links keep|revoke]
                              its links open until their end, or are taken back first

  mayfly bucket serve         run the bucket on this computer until interrupted
      --port N

Everywhere: --json   --profile-dir DIR   --help   --version

A link on this computer opens here only, and while Mayfly or the command that made it runs.
Exit codes: 0 done, 1 unexpected, 2 usage, 3 connection or credentials, 4 network or server,
5 file, 6 keychain, 130 interrupted.
`;
