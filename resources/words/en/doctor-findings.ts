// What the doctor finds: the texts in English.
import { doorFindings } from './door-findings';

/** Each with its meaning for the user, and how to mend it. */
export const doctorFindings = {
  reached: { says: 'The server {{host}} answers.' },
  'reached-here': {
    says: 'The server {{host}} answers, on this computer.',
    means: 'Links with this address open on this computer only.',
    mend: 'To share with others, enter an endpoint that they can reach, or a share endpoint.',
  },
  'reached-openly': {
    says: 'The server {{host}} answers, without encryption.',
    means: 'Whoever is on the way can read the files and the links.',
    mend: 'Enter the endpoint with https:// if the server speaks it.',
  },
  'clock-right': { says: 'The clock of this computer agrees with the server’s.' },
  'clock-off': {
    says: 'The clock of this computer is {{duration}} {{direction}} the server’s.',
    means: 'Mayfly makes links on the server’s time, so they work all the same.',
    mend: 'Set the clock of this computer.',
  },
  'clock-untold': {
    says: 'The server does not tell its time.',
    means: 'Links are made on the time of this computer.',
  },
  'keys-taken': { says: 'The server takes the keys.' },
  'region-right': { says: 'The server takes the region “{{region}}”.' },
  'region-corrected': { says: 'The region is “{{region}}”, as the server said.', means: 'It was filled in.' },
  'addressing-right': { says: 'The bucket is addressed in {{addressing}}.' },
  'addressing-corrected': {
    says: 'The server wants the bucket in {{addressing}}.',
    means: 'It was filled in.',
  },
  'endpoint-corrected': {
    says: 'The endpoint held the bucket’s name; without it, it is {{host}}.',
    means: 'It was filled in.',
  },
  'bucket-there': { says: 'The bucket “{{bucket}}” is there.' },
  'rules-readable': { says: 'The bucket’s clean-up rules can be read.' },
  'rules-sooner': {
    says: 'A clean-up rule of the bucket deletes files {{longest}} after they were stored.',
    means: 'Links that are told to live longer end with their file.',
    mend: 'Make that the longest link life of the connection, or change the rule at the provider.',
  },
  'rules-denied': {
    says: 'The key may not read the bucket’s clean-up rules.',
    means: 'Mayfly deletes what has expired itself, while it runs.',
  },
  'rules-unsupported': {
    says: 'The server has no clean-up rules.',
    means: 'Mayfly deletes what has expired itself, while it runs.',
  },
  'write-allowed': { says: 'Files can be stored.' },
  'write-denied': { says: 'The key may not store files.', means: 'Nothing can be shared with it.' },
  'checksums-told': { says: 'The server computes checksums: what is stored is proven to be the file.' },
  'checksums-taken': { says: 'The server takes checksums, and does not tell its own.' },
  'checksums-refused': {
    says: 'The server refuses checksums.',
    means: 'Files are sent without them, and compared in another way.',
  },
  'link-opens': { says: 'A link opens without an account.' },
  'link-denied': {
    says: 'The key may not read what it stores{{status}}.',
    means: 'Files can be stored, but links that are signed with this key do not open.',
  },
  'link-wrong': {
    says: 'A link opens something else than what was stored{{status}}.',
    means: 'Nothing can be shared from there.',
    mend: 'Something between this computer and the server, such as a proxy or a gateway, changes requests. Ask who runs it.',
  },
  'overrides-kept': { says: 'Links give files the names and types that Mayfly wants.' },
  'overrides-lost': {
    says: 'The server ignores the names and types in links.',
    means:
      'A file keeps the name and type with which it was stored; links to what was in the bucket before may open under other names.',
    mend: 'Nothing you can set: this server does not know response overrides.',
  },
  'pages-shown': { says: 'Web pages are shown, so several files can share one link.' },
  'pages-hidden': {
    says: 'The server does not show web pages.',
    means: 'Several files get a link each instead of one to a page.',
    mend: 'Nothing you can set in Mayfly. Some providers show pages at another address of the same bucket.',
  },
  'gzip-kept': { says: 'Pages can be stored compressed.' },
  'gzip-lost': {
    says: 'The server does not keep compressed pages as they are.',
    means: 'Pages are stored as they are, and are larger.',
  },
  'cors-open': {
    says: 'Any web page may read links of this bucket (CORS).',
    means: 'A web page that knows a link can read its file in the visitor’s browser.',
    mend: 'Sharing does not need this: narrow the bucket’s CORS rules if nobody else does.',
  },
  'cors-closed': { says: 'Other web pages cannot read links; sharing does not need that.' },
  'describe-allowed': { says: 'What is stored can be looked at.' },
  'describe-denied': {
    says: 'The key may not look at what is stored.',
    means: 'Unchanged files are uploaded again instead of being copied there.',
  },
  'parts-work': { says: 'Large files travel in parts.' },
  'parts-fail': {
    says: 'The key may not upload in parts.',
    means: 'Files over {{size}} cannot be shared.',
  },
  'parts-unsupported': {
    says: 'The server does not take uploads in parts.',
    means: 'Files over {{size}} cannot be shared.',
    mend: 'Nothing you can set: share smaller files, or use another server.',
  },
  'list-parts-allowed': { says: 'An interrupted upload goes on where it stopped.' },
  'list-parts-denied': {
    says: 'The parts that have arrived cannot be listed.',
    means: 'An interrupted upload begins again.',
  },
  'etags-md5': { says: 'What is stored can be compared with the file by its MD5.' },
  'etags-md5-single': { says: 'Small files can be compared by their MD5, large ones part by part.' },
  'etags-other': {
    says: 'The server’s marks of stored files are not their MD5.',
    means: 'Where it tells no checksum either, samples of what is stored are read back and compared.',
  },
  'abort-allowed': { says: 'A cancelled upload leaves nothing behind.' },
  'abort-denied': {
    says: 'The key may not give up an upload.',
    means: 'The parts of cancelled uploads stay in the bucket, unseen, and cost what storage costs.',
  },
  'write-links-safe': { says: 'A link to write cannot be turned into one to read.' },
  'write-links-open': {
    says: 'A link to write can be turned into one that reads other objects of the bucket (CVE-2026-54330).',
    means:
      'File requests are safe: guests get upload forms here, or none at all, and never such a link. Links that open files are not touched by it.',
    mend: 'Give nobody a link of “mayfly sign put” before the server is updated: Ceph to 19.2.6 or 20.2.4. MinIO is no longer maintained and stays so.',
  },
  'conditional-kept': { says: 'An upload can be kept from replacing what is there.' },
  'conditional-ignored': { says: 'The server replaces what is there even when it is told not to.' },
  'conditional-unsupported': { says: 'The server does not know uploads that must not replace anything.' },
  'lengths-kept': { says: 'Whoever has a link to write can send only as many bytes as were signed.' },
  'lengths-ignored': { says: 'The server lets whoever has a link to write send more bytes than were signed.' },
  'forms-limited': { says: 'Upload forms are held to their limits.' },
  'forms-any-size': {
    says: 'The server does not hold upload forms to their limits: it took one that was too large.',
    means: 'Mayfly makes none for this bucket.',
  },
  'forms-any-key': {
    says: 'The server does not hold upload forms to their limits: it took one for another object.',
    means: 'Mayfly makes none for this bucket.',
  },
  'forms-any-type': {
    says: 'The server does not hold upload forms to their limits: it took one with another type.',
    means: 'Mayfly makes none for this bucket.',
  },
  'forms-unsupported': { says: 'The server takes no upload forms.' },
  'intake-none': {
    says: 'The connection has no intake key: file requests are signed with its own.',
  },
  'intake-advised': {
    says: 'The connection has no intake key: file requests are signed with its own, which may do more than store.',
    means:
      'The server takes no upload forms that hold a guest to limits, so each slot of a request is a link to write.',
    mend: 'Give the connection an intake key, a second key that may only store below in/; mayfly connections policy NAME --intake prints its policy.',
  },
  'intake-proven': { says: 'The intake key may store files for file requests, and nothing else.' },
  'intake-open': {
    says: 'The intake key may do more than store below in/: {{right}}.',
    means: 'File requests are signed with the connection’s own key instead.',
    mend: 'Give the intake key the policy that mayfly connections policy NAME --intake prints, and nothing else.',
  },
  'intake-denied': {
    says: 'The intake key may not store below in/{{status}}.',
    means: 'File requests are signed with the connection’s own key instead.',
    mend: 'Give the intake key the policy that mayfly connections policy NAME --intake prints.',
  },
  'intake-foreign': {
    says: 'What the intake key stores cannot be read by the connection’s own key{{status}}.',
    means: 'File requests are signed with the connection’s own key instead.',
    mend: 'Use a key whose objects belong to the same user or account, such as a subuser at Ceph.',
  },
  'intake-refused': {
    says: 'The server does not accept the intake key{{status}}.',
    means: 'File requests are signed with the connection’s own key instead.',
    mend: 'Enter the intake key and its secret again, or take it away.',
  },
  'intake-unread': {
    says: 'The secret of the intake key is not in the keychain.',
    means: 'File requests are signed with the connection’s own key instead.',
    mend: 'Enter the intake key and its secret again, or take it away.',
  },
  'delete-allowed': { says: 'Links can be taken back.' },
  'delete-denied': {
    says: 'The key may not delete what it stores.',
    means: 'Links cannot be taken back before they end, and files stay after it.',
  },
  'versions-none': { says: 'The bucket keeps no old versions.' },
  'versions-removed': { says: 'The bucket keeps old versions, and this key may delete them too.' },
  'versions-stay': {
    says: 'The bucket keeps old versions, and this key may not delete them.',
    means: 'A link that is taken back dies, but its file stays in the bucket as an old version.',
  },
  'list-allowed': { says: 'What lies in the bucket can be listed.' },
  'list-denied': {
    says: 'The key may not list the bucket.',
    means: 'Sharing does not need it; links to folders that are in the bucket already do.',
  },
  'versions-unlisted': {
    says: 'The key may not list old versions.',
    means: 'What is taken back may stay in the bucket as an old version.',
  },
  cleaned: { says: 'Everything the test stored was removed.' },
  'nothing-stored': { says: 'The test stored nothing.' },
  'left-behind': {
    says: 'The test could not remove what it stored: “{{key}}”.',
    means: 'It is a few hundred bytes, and holds nothing of yours.',
    mend: 'Delete it in the provider’s console, and old versions and unfinished uploads of it with it.',
  },
  'not-asked': { says: 'Not looked at, because something before it failed.' },
  'shares-private': { says: 'Nobody can read the shares in “{{bucket}}” without their links.' },
  'shares-public': {
    says: 'Everybody can read the shares in “{{bucket}}” at {{host}}, without their links.',
    means: 'Whoever has had a link can open its file without the signature and its end, until the file is deleted.',
    mend: 'Make that bucket private: remove its policy or public access, and let the address lead to the bucket of the short links alone.',
  },
  ...doorFindings,
  'no-room': { says: 'Not looked at: the test asks only so many times.' },
  'cut-off': { says: 'Not looked at, because the test was stopped.' },
  unclear: {
    says: 'The server answered neither yes nor no{{status}}.',
    means: 'Mayfly does as usual and tells you if it fails.',
  },
} as const;
