// Failures of servers, the network and what is stored: the texts in English.

export const storageFailures = {
  'access-key-unknown': {
    message: '{{server}} does not know this access key ID.',
    next: 'Check the access key ID for missing or extra characters.',
  },
  'signature-rejected': {
    message: '{{server}} did not accept the signature: the secret access key is wrong.',
    next: 'Enter the secret access key again.',
    inTerminal: 'Enter the right one with mayfly connections edit NAME --new-secret.',
  },
  'access-denied': {
    message: '{{server}} does not allow this key to {{verb}} in {{bucket}} ({{right}}).',
    bare: '{{server}} does not allow this key to use {{bucket}}{{because}}.',
    next: 'Give the key the right {{right}} there.',
    nextBare: 'Give the key the right to read, write and delete objects there.',
  },
  'token-expired': {
    message: 'The session token has expired.',
    next: 'Enter new temporary credentials.',
    inTerminal:
      'Save new ones with mayfly connections edit NAME --paste, or renew those of its AWS profile, then run mayfly resume.',
  },
  'bucket-missing': {
    message: '{{server}} has no bucket “{{bucketName}}”.',
    bare: '{{server}} has no such bucket.',
    next: 'Check the bucket’s name, or create it.',
  },
  'bucket-name-taken': {
    message: '{{server}} has a bucket “{{bucketName}}” that belongs to somebody else.',
    bare: '{{server}} has a bucket of this name that belongs to somebody else.',
    next: 'Choose another name: at most providers a name is given once in the world.',
  },
  'region-wrong': {
    message: '{{server}} says that the bucket is in the region {{region}}.',
    bare: '{{server}} says that the bucket is in another region.',
    next: 'Set the connection’s region to {{region}}.',
    nextBare: 'Enter the bucket’s region.',
  },
  'clock-skewed': {
    message: 'This computer’s clock differs too much from the server’s.',
    next: 'Set the clock right and try again.',
  },
  redirected: {
    message: '{{server}} sends requests on to {{otherHost}}; Mayfly does not take your keys there by itself.',
    next: 'If that is where the bucket is, enter it as the endpoint.',
  },
  'addressing-wrong': {
    message: '{{server}} does not know the bucket by {{bucketIn}}.',
    next: 'Edit the connection and choose “{{otherAddressing}}” as its addressing.',
    inTerminal: 'Change it with mayfly connections edit NAME {{otherAddressingOption}}.',
  },
  'ca-file-unusable': {
    message: 'The CA file of the connection cannot be used{{because}}.',
    next: 'Choose a PEM file with the certificate of the authority that signed the server’s.',
  },
  'endpoint-unreachable': {
    message: '{{server}} cannot be reached{{because}}.',
    next: 'Check the network and the endpoint, then try again.',
  },
  'host-unknown': {
    message: 'No address is known for {{host}}.',
    next: 'Check how the endpoint is spelt, and the network, then try again.',
  },
  'connection-refused': {
    message: '{{server}} cannot be reached: nothing listens there.',
    next: 'Check that the server runs, and the port in the endpoint, then try again.',
  },
  'connection-lost': {
    message: 'The connection to {{host}} broke off.',
    next: 'Try again when the network is back.',
  },
  'timed-out': {
    message: '{{server}} stopped answering.',
    next: 'Try again when the network is better.',
  },
  'tls-untrusted': {
    message: '{{server}} has a certificate that cannot be trusted{{because}}{{fingerprint}}.',
    next: 'If you know this server, choose its authority’s certificate as the connection’s CA file; Mayfly never skips this check.',
    inTerminal:
      'If you know this server, give the connection its authority’s certificate with --ca-file; Mayfly never skips this check.',
  },
  'tls-expired': {
    message: '{{server}} has a certificate that is not valid yet.',
    bare: '{{server}} has a certificate that has expired.',
    next: 'Check the date of this computer; if it is right, ask who runs the server. Mayfly never skips this check.',
  },
  'tls-wrong-host': {
    message: '{{server}} shows a certificate that belongs to another host.',
    next: 'Check the host name in the endpoint; a sign-in page of this network can cause this as well. Mayfly never skips this check.',
  },
  'tls-not-spoken': {
    message: '{{server}} does not speak TLS on this port.',
    next: 'Check the port, or enter the endpoint with http:// if it is meant to be unencrypted.',
  },
  'proxy-unreachable': {
    message: '{{proxy}} cannot be reached.',
    next: 'Check the proxy in this computer’s network settings, then try again.',
    inTerminal: 'Check HTTPS_PROXY, HTTP_PROXY and ALL_PROXY in the environment, then try again.',
  },
  'proxy-refused': {
    message: '{{proxy}} lets nothing through to {{host}}{{status}}.',
    next: 'Ask who runs this network to allow it.',
  },
  'proxy-password': {
    message: '{{proxy}} wants a name and a password.',
    next: 'Enter them in the settings, under “Advanced”.',
    inTerminal: 'Put them into the proxy’s address, like HTTPS_PROXY=http://NAME:PASSWORD@HOST:PORT.',
  },
  'proxy-unsupported': {
    message: 'This computer’s network settings name a SOCKS proxy, which Mayfly does not speak.',
    next: 'Choose an HTTP proxy in the network settings, or none for {{host}}.',
    inTerminal: 'Name an HTTP proxy in HTTPS_PROXY, or add {{host}} to NO_PROXY.',
  },
  'captive-portal': {
    message: 'A sign-in page of this network answered instead of {{host}}.',
    next: 'Open a web page, sign in to the network, and try again.',
  },
  'not-s3': {
    message: '{{server}} refused this for a reason that Mayfly does not know{{status}}.',
    bare: '{{server}} answered, but not like S3{{status}}.',
    next: 'Look at the settings of the bucket at its provider, such as its encryption key.',
    nextBare: 'Correct the endpoint: a web page, a console or another service answers there.',
  },
  'server-too-old': {
    message: '{{server}} only knows an old way of signing requests (Signature Version 2).',
    next: 'Update the server, or use one that knows Signature Version 4.',
  },
  'server-failed': {
    message: '{{server}} has a problem of its own{{status}}.',
    next: 'Try again in a minute.',
  },
  throttled: {
    message: '{{server}} asks to slow down.',
    next: 'Try again in a minute.',
  },
  'storage-full': {
    message: 'The disk of this computer is full.',
    next: 'Free some space and try again: an upload goes on where it was.',
    inTerminal: 'Free some space and try again.',
    bare: '{{server}} has no room left for this.',
    nextBare: 'Free some space there or raise the quota, then try again.',
  },
  'object-locked': {
    message: '{{server}} protects what is stored in {{bucket}} against deletion (object lock).',
    next: 'Wait until the protection ends, or ask who set it; the link itself ends on time.',
  },
  'object-missing': {
    message: 'The stored copy of {{theFile}} is gone.',
    next: 'Share the file again; what a guest sent, the guest has to send again.',
  },
  'upload-lost': {
    message: '{{server}} no longer knows this upload.',
    next: 'Share the file again.',
  },
  'copy-unsupported': {
    message: '{{server}} cannot copy what it stores.',
    next: 'Save the file, then share it from this computer.',
  },
  'stored-differs': {
    message: '{{server}} stored other bytes than those of {{theFile}}.',
    next: 'Try again; if it happens again, do not trust this server with files.',
  },
  'arrival-undecipherable': {
    message:
      '{{file}} cannot be decrypted: it was changed or cut short after it had been encrypted. Nothing of it was saved.',
    next: 'Ask for the file again.',
  },
  'link-unproven': {
    message: 'The link to {{theFile}} does not open{{status}}, so it was not copied.',
    next: 'Test the connection, then try again.',
    inTerminal: 'Run mayfly connections test, then share again.',
  },
  'page-not-shown': {
    message: '{{server}} does not show web pages{{status}}, so there is no page to link to.',
    next: 'Share the files as separate links.',
    inTerminal: 'Share them with --no-page for separate links; mayfly cancel {{pageId}} removes what was stored.',
  },
  'openings-untold': {
    message:
      'Nobody has seen that {{server}} holds a link to write to what was signed, so no recipient’s page gets one, and you cannot be told when it is opened.',
    next: 'Test the connection, then try again, or share without being told.',
    inTerminal: 'Run mayfly connections test NAME, then try again, or leave out --tell-when-opened.',
  },
  'request-unsafe': {
    message:
      '{{server}} takes no upload forms and does not check what a link to write allows, so whoever has such a link could read other files with it. Files are not requested there.',
    next: 'Give the connection an intake key, update the storage (Ceph: 19.2.6 or 20.2.4), or use another connection, then test it again.',
    inTerminal:
      'Give the connection an intake key (mayfly connections policy NAME --intake), update the storage (Ceph: 19.2.6 or 20.2.4), or use another connection, then run mayfly connections test.',
  },
  'page-incomplete': {
    message: '{{stored}}, so the page is not finished yet.',
    next: 'Try the others again, or dismiss them to share a page of the rest.',
    inTerminal: 'Run the same command again, or mayfly resume, to go on; mayfly cancel {{pageId}} gives it up.',
  },
  'revoke-unproven': {
    message: 'The stored copy was deleted, but the link still opens{{status}}.',
    next: 'Try to take it back again; if it stays, delete the object in the provider’s console.',
  },
  'door-unproven': {
    message: 'The short link does not forward{{status}}, so it is not used.',
    next: 'Test the connection: a cache, the policy or the address of its short links may be wrong.',
    inTerminal: 'Run mayfly connections test NAME: a cache, the policy or the address of its short links may be wrong.',
  },
  'door-not-closed': {
    message: 'The short link was deleted, but its address still answers{{status}}.',
    next: 'Mayfly goes on trying while it runs; if it stays, delete the object in the provider’s console.',
  },
  'versions-kept': {
    message: 'The stored copy was deleted, but older versions of it are still in {{bucket}}.',
    next: 'Give the key the right to list and delete object versions and try again, or delete them in the provider’s console.',
  },
  'engine-stopped': {
    message: 'The process that uploads has stopped.',
    next: 'It is started again by itself; if this stays, restart Mayfly.',
  },
  'bucket-stopped': {
    message: 'The bucket on this computer has stopped.',
    next: 'Try again; Mayfly starts it anew.',
  },
  'bucket-port-taken': {
    message: 'Another program uses the port of the bucket on this computer, so its links cannot open.',
    next: 'Close that program and try again.',
    inTerminal: 'Close that program and try again, or pass another --port.',
  },
  'bucket-data-unusable': {
    message: 'The folder of the bucket on this computer cannot be used{{because}}. Its links cannot open.',
    next: 'Check the rights and the free space of the profile folder.',
  },
} as const;
