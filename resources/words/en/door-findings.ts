// What the doctor finds of short links: the texts in English.

export const doorFindings = {
  'doors-open': { says: 'Everybody can open short links at {{host}}.' },
  'doors-here': {
    says: 'Short links open at {{host}}, on this computer only.',
    means: 'They are as short elsewhere, and open nowhere else.',
  },
  'doors-near': { says: 'Short links open at {{host}}, in its own network only.' },
  'doors-closed': {
    says: '{{host}} does not let everybody read the bucket of the short links{{status}}.',
    means: 'Short links would open for nobody.',
    mend: 'Make the bucket of the short links public, or the folder by its policy; on AWS turn off Block Public Access for this bucket first.',
  },
  'doors-elsewhere': {
    says: '{{host}} does not give what was just stored in the bucket of the short links{{status}}.',
    means: 'The address leads to another bucket, to another folder, or to another site.',
    mend: 'Enter the address under which the objects of this bucket, below this folder, are public.',
  },
  'doors-redirected': {
    says: '{{host}} sends visitors on to another address{{status}}.',
    means: 'A browser may keep that for ever, and the secret of an encrypted share may be lost on the way.',
    mend: 'Enter the address that it sends them to.',
  },
  'doors-saved': {
    says: '{{host}} gives short links as files to be saved, and not as pages.',
    means: 'Browsers would save them, and open nothing.',
    mend: 'Turn off what adds “Content-Disposition: attachment” there, or use an address of your own domain.',
  },
  'doors-not-pages': {
    says: '{{host}} does not give short links as HTML.',
    means: 'Browsers would show their text, and open nothing.',
    mend: 'Let it keep the “Content-Type” of the object, or use an address of your own domain.',
  },
  'doors-kept': {
    says: '{{host}} leaves out “Cache-Control: no-store”, so browsers may keep a short link.',
    means: 'A short link that was changed or closed could still open the old one.',
    mend: 'Let the address keep the “Cache-Control” of the object.',
  },
  'doors-listed': {
    says: 'Everybody can list the short links at {{host}}.',
    means: 'A list gives every short link away, and with it what is behind it.',
    mend: 'Let the public read single objects of the bucket, and not list them.',
  },
  'doors-fresh': { says: 'A changed short link is seen within five seconds.' },
  'doors-cached': {
    says: 'A cache in front of {{host}} ({{cache}}) still gives the old short link after five seconds.',
    means: 'A short link that was changed or closed could still open the old one.',
    mend: 'Let that cache keep to “Cache-Control: no-store”, or turn it off for this address.',
  },
  'doors-stale': {
    says: '{{host}} still gives the old short link after five seconds.',
    means: 'A short link that was changed or closed could still open the old one.',
    mend: 'Turn off whatever keeps answers for this address.',
  },
  'doors-gone': { says: 'A closed short link is gone.' },
  'doors-stay': {
    says: '{{host}} still gives a short link that was deleted.',
    means: 'Closing one would not end it.',
    mend: 'Turn off whatever keeps answers for this address.',
  },
  'doors-across': { says: 'Open share pages may ask their short links at {{host}} for the present link.' },
  'doors-apart': {
    says: '{{host}} does not let open share pages ask their short links for the present link (CORS).',
    means: 'A page that stays open past the end of its link says so, and goes on once the short link is opened again.',
    mend: 'Set up short links again, or let {{host}} answer GET with “Access-Control-Allow-Origin: *”.',
  },
} as const;
