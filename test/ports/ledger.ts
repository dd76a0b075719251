// What every Ledger must do, run on the twin and on SQLite.
import { describe, expect, test } from 'vitest';
import { initialSettings, type Settings } from '../../main/core/model/settings';
import { placeOf } from '../../main/core/model/connection';
import {
  markPosition,
  type Orphan,
  type PageDraft,
  type Share,
  type ShareItem,
  type ShareQuery,
} from '../../main/core/model/share';
import type { ReceivedFile, ReceivedSession } from '../../main/core/model/devices/nearby';
import type { Receipt } from '../../main/core/model/receipts/receipt';
import type { Door } from '../../main/core/model/door';
import type { Arrival, FileRequest, Offer } from '../../main/core/model/requests/file-request';
import { caught } from '../fakes/failing';
import { newYearMs, sampleConnection, sampleDoor, sampleItem, sampleShare, sampleUnfinished } from '../fakes/samples';
import { Failure } from '../../main/core/model/failure';
import type { UnfinishedUpload, SavedPart } from '../../main/core/model/upload';
import type { WatchedFile } from '../../main/core/model/watched-folder';
import type { Ledger } from '../../main/core/ports/ledger';

const home = {
  ...sampleConnection,
  id: 'c-home',
  name: 'Home',
  addressing: 'virtual-host',
  prefix: 'shared/',
  maxExpirySeconds: 3_600,
  whenExpired: 'keep',
  defaultExpirySeconds: 900,
  bandwidthBytesPerSecond: 2_000_000,
  colour: 'teal',
  keyTemplate: '{date}/{random}/{name}',
  shareEndpoint: 'https://files.example.com',
  caFile: '/etc/ssl/private-ca.pem',
  credentials: { kind: 'profile', profile: 'work' },
} as const;

const third = { ...home, id: 'c-third', name: 'Third' };

const pageShare: Share = {
  ...sampleShare,
  id: 's-page',
  kind: 'page',
  origin: 'linked',
  name: 'Straße',
  fileCount: 2,
  message: 'Hier die Bilder',
  plainPage: true,
  encryption: 'password',
  signedAtMs: newYearMs + 1,
  keepUntilMs: newYearMs + 9e9,
  source: {
    path: '/photos/Straße',
    stamp: {
      mtimeNs: 1_767_225_600_123_456_789n,
      ctimeNs: 1_767_225_600_987_654_321n,
      inode: 18_446_744_073_709_551_615n,
      device: 66_306n,
    },
  },
  linkEndpoint: 'https://files.example.com',
  revokedStatus: 403,
  missingAtMs: newYearMs + 2,
  removedAtMs: newYearMs + 3,
};

const itemOf = (shareId: string, path: string): ShareItem => ({
  shareId,
  role: 'file',
  key: `f/x/${path}`,
  path,
  sizeBytes: 3,
  contentType: 'text/plain',
  sha256: 'ab'.repeat(32),
  headSha256: 'iI0-_w',
  storedCheck: 'md5',
  source: { path: `/photos/${path}`, stamp: { mtimeNs: 1n, ctimeNs: 2n, inode: 3n, device: 4n } },
});

const draft: PageDraft = {
  id: 's-page',
  connectionId: sampleConnection.id,
  bucket: 'files',
  folder: 'f/x/',
  title: 'Photos',
  lifetimeSeconds: 60,
  source: { path: '/photos' },
  copy: true,
  startedAtMs: newYearMs,
  ownerPid: 7,
};

const record = {
  snapshot: {
    sizeBytes: 40_000_000,
    mtimeNs: 1_767_225_600_123_456_789n,
    ctimeNs: 1_767_225_600_987_654_321n,
    inode: 18_446_744_073_709_551_615n,
    device: 66_306n,
  },
  partBytes: 16_777_216,
  multipartUploadId: 'upload-1',
  parts: [],
} as const;
const part = (number: number): SavedPart => ({ number, etag: `"etag-${number}"`, crc32: 'AAAAAA==', check: 'crc32' });

/** `open` gives one more process at the same, at first empty, ledger; a new one for every test. `lose` removes its file. */
export function ledgerSuite(
  name: string,
  create: () => { readonly open: () => Ledger; readonly lose: () => void },
): void {
  const openWith = (...connections: (typeof sampleConnection)[]) => {
    const file = create();
    const ledger = file.open();
    for (const connection of connections) ledger.saveConnection(connection);
    return { ...file, ledger };
  };

  describe(`the ledger in ${name}: connections`, () => {
    test('an empty one has none', () => {
      expect(openWith().ledger.connections()).toEqual([]);
    });

    test('come back whole, in the order they were made', () => {
      expect(openWith(sampleConnection, home).ledger.connections()).toEqual([sampleConnection, home]);
    });

    test('come in the order that was given to them, the others last', () => {
      const { ledger } = openWith(
        sampleConnection,
        { ...home, id: 'c-third', name: 'Third', awaitsKeys: true, order: 0 },
        home,
      );
      ledger.saveConnection({ ...home, order: 1 });
      expect(ledger.connections().map(({ name: called }) => called)).toEqual(['Third', 'Home', 'Work']);
      expect(ledger.connections()[0]).toMatchObject({ awaitsKeys: true, order: 0 });
    });

    test('that went with a lost ledger are missed until the user says where files go', () => {
      const { ledger, lose, open } = openWith(sampleConnection, home);
      expect(ledger.connectionsLost()).toBe(false);
      lose();
      const next = open();
      expect([next.connections(), next.connectionsLost()]).toEqual([[], true]);
      // One of a connections file, or the bucket on this computer that somebody served, is no answer.
      next.saveConnection({ ...home, awaitsKeys: true });
      expect(next.connectionsLost()).toBe(true);
      next.removeConnection(home.id);
      expect(next.connectionsLost()).toBe(true);
      next.saveConnection({ ...sampleConnection, id: 'c-here', name: 'This computer', kind: 'embedded' });
      expect(open().connectionsLost()).toBe(true);
      next.destinationChosen();
      expect([next.connectionsLost(), open().connectionsLost()]).toEqual([false, false]);
    });

    test('that the user removed are not missed', () => {
      const { ledger, lose, open } = openWith(sampleConnection);
      ledger.removeConnection(sampleConnection.id);
      expect(ledger.connectionsLost()).toBe(false);
      lose();
      expect(open().connectionsLost()).toBe(false);
    });

    test('that are lost a second time are missed again', () => {
      const { lose, open } = openWith(sampleConnection);
      lose();
      const next = open();
      next.saveConnection(home);
      next.destinationChosen();
      expect(next.connectionsLost()).toBe(false);
      lose();
      expect(open().connectionsLost()).toBe(true);
    });

    test('keep their place when they change', () => {
      const { ledger } = openWith(sampleConnection, home);
      const changed = { ...sampleConnection, name: 'Office', bucket: 'other' };
      ledger.saveConnection(changed);
      expect(ledger.connections()).toEqual([changed, home]);
    });

    test('have a name of their own', () => {
      const { ledger } = openWith(sampleConnection, home);
      expect(caught(() => ledger.saveConnection({ ...home, name: 'Work' })).code).toBe('ledger-unusable');
      expect(ledger.connections()).toEqual([sampleConnection, home]);
    });

    test('take everything of theirs with them and nothing else', () => {
      const { ledger } = openWith(sampleConnection, home);
      ledger.saveShare(sampleShare);
      ledger.saveShare({ ...sampleShare, id: 's-home', connectionId: home.id });
      ledger.saveUpload({ ...sampleUnfinished, record });
      ledger.saveUploadPart(sampleUnfinished.id, part(1));
      ledger.saveUpload({ ...sampleUnfinished, id: 'u-home', connectionId: home.id });
      ledger.removeConnection(sampleConnection.id);
      expect(ledger.connections()).toEqual([home]);
      expect(ledger.shares().map(({ id }) => id)).toEqual(['s-home']);
      expect(ledger.unfinishedUploads().map(({ id }) => id)).toEqual(['u-home']);
    });

    test('removing one that is not there is fine', () => {
      const { ledger } = openWith(home);
      ledger.removeConnection('c-nobody');
      expect(ledger.connections()).toEqual([home]);
    });
  });

  describe(`the ledger in ${name}: shares`, () => {
    test('come back whole', () => {
      const { ledger } = openWith(sampleConnection);
      const odd = {
        ...sampleShare,
        name: `it's "100%" 日本 🎉 \u202egnp.exe; DROP TABLE shares`,
        revokedAtMs: newYearMs + 1,
      };
      ledger.saveShare(odd);
      expect(ledger.share(odd.id)).toEqual(odd);
    });

    test('one that was not revoked has no moment of it', () => {
      const { ledger } = openWith(sampleConnection);
      ledger.saveShare(sampleShare);
      expect(ledger.share(sampleShare.id)).toStrictEqual(sampleShare);
      expect(ledger.share('s-nobody')).toBeUndefined();
    });

    test('the newest comes first, and of one moment the one that was saved last', () => {
      const { ledger } = openWith(sampleConnection);
      const at = (id: string, createdAtMs: number) => ledger.saveShare({ ...sampleShare, id, createdAtMs });
      at('b', newYearMs + 1);
      at('a', newYearMs);
      at('d', newYearMs + 2);
      at('c', newYearMs + 1);
      expect(ledger.shares().map(({ id }) => id)).toEqual(['d', 'c', 'b', 'a']);
      expect(ledger.newestShares(3).map(({ id }) => id)).toEqual(['d', 'c', 'b']);
    });

    test('one that changes stays one', () => {
      const { ledger } = openWith(sampleConnection);
      ledger.saveShare(sampleShare);
      ledger.saveShare({ ...sampleShare, revokedAtMs: 5 });
      expect(ledger.shares()).toEqual([{ ...sampleShare, revokedAtMs: 5 }]);
    });

    test('a forgotten one is gone, forgetting it again is fine', () => {
      const { ledger } = openWith(sampleConnection);
      ledger.saveShare(sampleShare);
      ledger.forgetShare(sampleShare.id);
      ledger.forgetShare(sampleShare.id);
      expect(ledger.shares()).toEqual([]);
    });

    test('one without its connection is refused', () => {
      expect(caught(() => openWith().ledger.saveShare(sampleShare)).code).toBe('ledger-unusable');
    });

    test('sizes beyond 32 bits and the last day of time are kept', () => {
      const { ledger } = openWith(sampleConnection);
      const large = { ...sampleShare, sizeBytes: 5 * 2 ** 40 + 1, expiresAtMs: 8.64e15 };
      ledger.saveShare(large);
      expect(ledger.share(large.id)).toEqual(large);
    });
  });

  describe(`the ledger in ${name}: pages`, () => {
    test('a page share comes back whole', () => {
      const { ledger } = openWith(sampleConnection);
      ledger.saveShare(pageShare);
      expect(ledger.share(pageShare.id)).toStrictEqual(pageShare);
    });

    test('its items come back whole, in their order, and one saved again stays one', () => {
      const { ledger } = openWith(sampleConnection);
      const { sha256: _none, ...page } = { ...itemOf('s-page', 'index.html'), role: 'page' as const };
      ledger.saveItem(itemOf('s-page', 'b'), 1);
      ledger.saveItem(page, 2);
      ledger.saveItem(itemOf('s-page', 'old'), 0);
      ledger.saveItem(itemOf('s-page', 'a'), 0);
      ledger.saveItem(itemOf('s-other', 'x'), 0);
      const inOrder = [itemOf('s-page', 'a'), itemOf('s-page', 'b'), page];
      expect(ledger.items('s-page')).toStrictEqual(inOrder);
      expect([...ledger.placedItems('s-page')]).toStrictEqual([...inOrder.entries()]);
    });

    test('items go with their share', () => {
      const { ledger } = openWith(sampleConnection);
      ledger.saveShare(pageShare);
      ledger.saveItem(itemOf(pageShare.id, 'a'), 0);
      ledger.saveItem(itemOf('s-other', 'x'), 0);
      ledger.forgetShare(pageShare.id);
      expect([ledger.items(pageShare.id), ledger.items('s-other').length]).toEqual([[], 1]);
    });

    test('and with the connection of their share', () => {
      const { ledger } = openWith(sampleConnection);
      ledger.saveShare(pageShare);
      ledger.saveItem(itemOf(pageShare.id, 'a'), 0);
      ledger.removeConnection(sampleConnection.id);
      expect(ledger.items(pageShare.id)).toEqual([]);
    });

    test('drafts come back whole', () => {
      const { ledger } = openWith(sampleConnection);
      const full: PageDraft = {
        ...draft,
        id: 's-2',
        message: 'For you',
        plainPage: true,
        endsAtMs: 8e12,
        keepUntilMs: 9e12,
        door: '',
        encryption: 'link',
        copy: false,
        abandoned: true,
      };
      ledger.savePageDraft(draft);
      ledger.savePageDraft(full);
      expect(ledger.pageDrafts()).toStrictEqual([draft, full]);
    });

    test('a draft that changes a share, or forwards to its file, comes back whole, and so does what became of a page', () => {
      const { ledger } = openWith(sampleConnection);
      const change = { shareId: pageShare.id, replaces: 'f/x/0/a', removes: ['f/x/1/b'] };
      ledger.savePageDraft({ ...draft, change });
      expect(ledger.pageDrafts()).toStrictEqual([{ ...draft, change }]);
      ledger.forgetPageDraft(draft.id);
      ledger.savePageDraft({ ...draft, forwards: 'inline' });
      expect(ledger.pageDrafts()).toStrictEqual([{ ...draft, forwards: 'inline' }]);
      ledger.forgetPageDraft(draft.id);
      ledger.savePageDraft(draft);
      expect(ledger.pageDrafts()).toStrictEqual([draft]);
      ledger.saveShare(pageShare);
      expect(ledger.rewrittenPage(pageShare.id)).toBeUndefined();
      ledger.saveRewrittenPage({ shareId: pageShare.id, revision: 2, writerPid: 7 });
      ledger.saveRewrittenPage({ shareId: pageShare.id, revision: 3 });
      expect(ledger.rewrittenPage(pageShare.id)).toStrictEqual({ shareId: pageShare.id, revision: 3 });
      ledger.saveItem(itemOf(pageShare.id, 'a'), 0);
      ledger.saveItem(itemOf(pageShare.id, 'b'), 1);
      ledger.forgetItem(pageShare.id, 0);
      expect([...ledger.placedItems(pageShare.id).keys()]).toEqual([1]);
      ledger.forgetShare(pageShare.id);
      expect(ledger.rewrittenPage(pageShare.id)).toBeUndefined();
    });

    test('a followed folder comes back as it was saved last, and goes with its share', () => {
      const { ledger } = openWith(sampleConnection);
      const folder = { shareId: pageShare.id, path: '/home/trip', byApp: true, identity: '1:2:3' };
      expect(caught(() => ledger.saveFollowedFolder(folder))).toBeInstanceOf(Failure);
      ledger.saveShare(pageShare);
      ledger.saveFollowedFolder({ ...folder, byApp: false, inStepAtMs: 5, followerPid: 7 });
      expect(ledger.followedFolder(pageShare.id)).toStrictEqual({
        ...folder,
        byApp: false,
        inStepAtMs: 5,
        followerPid: 7,
      });
      ledger.saveFollowedFolder(folder);
      expect(ledger.followedFolders()).toStrictEqual([folder]);
      ledger.forgetFollowedFolder(pageShare.id);
      ledger.saveFollowedFolder(folder);
      ledger.forgetShare(pageShare.id);
      expect([ledger.followedFolders(), ledger.followedFolder(pageShare.id)]).toEqual([[], undefined]);
    });

    test('calls of agents are the newest first, and those that count are known by their time', () => {
      const { ledger } = openWith(sampleConnection);
      const call = { agent: 'One', tool: 'share_files', about: 'a.txt', isCounted: false, outcome: 'running' } as const;
      ledger.saveAgentCall({ ...call, id: '1', atMs: 10 });
      ledger.saveAgentCall({ ...call, id: '2', atMs: 20 });
      ledger.saveAgentCall({ ...call, id: '1', atMs: 10, isCounted: true, outcome: 'agent-declined' });
      expect(ledger.agentCalls(9)).toStrictEqual([
        { ...call, id: '2', atMs: 20 },
        { ...call, id: '1', atMs: 10, isCounted: true, outcome: 'agent-declined' },
      ]);
      expect(ledger.countedCalls(9)).toEqual([10]);
    });

    test('calls of agents that share nothing push out none that counts', () => {
      const { ledger } = openWith(sampleConnection);
      const call = { agent: 'One', tool: 'list_shares', about: '', isCounted: false, outcome: 'done' } as const;
      ledger.saveAgentCall({ ...call, id: 'shared', tool: 'share_files', isCounted: true, atMs: 1 });
      ledger.together(() => {
        for (let n = 0; n < 1_001; n += 1) ledger.saveAgentCall({ ...call, id: `${n}`, atMs: 2 + n });
      });
      expect(ledger.countedCalls(9)).toEqual([1]);
      expect(ledger.agentCalls(2).map(({ id }) => id)).toEqual(['1000', '999', 'shared']);
    });

    test('what an agent made is found by its name, and goes with its share', () => {
      const { ledger } = openWith(sampleConnection);
      const made = { id: pageShare.id, kind: 'share', agent: 'One', folder: '/home/work' } as const;
      ledger.saveShare(pageShare);
      ledger.saveMadeByAgent(made);
      expect([ledger.madeByAgent(pageShare.id), ledger.allMadeBy('One'), ledger.allMadeBy('Two')]).toStrictEqual([
        made,
        [made],
        [],
      ]);
      ledger.forgetShare(pageShare.id);
      expect(ledger.madeByAgent(pageShare.id)).toBeUndefined();
    });

    test('a question of an agent is shown and answered, and a gone one stays gone', () => {
      const { ledger } = openWith(sampleConnection);
      const action = {
        kind: 'share',
        files: [{ path: '/a', sizeBytes: 5 }],
        fileCount: 1,
        sizeBytes: 5,
        connectionName: 'Work',
        host: 's3.example.com',
        lifetimeSeconds: 60,
        encrypted: true,
      } as const;
      ledger.askOwner({ id: 'q', agent: 'One', action, untilMs: 9 });
      ledger.questionShown('q', 3);
      ledger.answerAgent('q', 'yes');
      const asked = { id: 'q', agent: 'One', action, untilMs: 9, shownAtMs: 3, answer: 'yes' };
      expect([ledger.agentQuestion('q'), ledger.agentQuestions()]).toStrictEqual([asked, [asked]]);
      ledger.forgetAgentQuestion('q');
      ledger.questionShown('q', 4);
      ledger.answerAgent('q', 'no');
      expect([ledger.agentQuestion('q'), ledger.agentQuestions()]).toEqual([undefined, []]);
    });

    test('a draft given up takes its items along', () => {
      const { ledger } = openWith(sampleConnection);
      ledger.savePageDraft(draft);
      ledger.saveItem(itemOf(draft.id, 'a'), 0);
      ledger.forgetPageDraft(draft.id);
      expect([ledger.pageDrafts(), ledger.items(draft.id)]).toEqual([[], []]);
    });

    test('a draft that became a share leaves its items to it', () => {
      const { ledger } = openWith(sampleConnection);
      ledger.savePageDraft(draft);
      ledger.saveItem(itemOf(draft.id, 'a'), 0);
      ledger.together(() => {
        ledger.saveShare(pageShare);
        ledger.forgetPageDraft(draft.id);
      });
      expect([ledger.pageDrafts(), ledger.items(draft.id).length]).toEqual([[], 1]);
    });

    test('secrets come back whole, stay while a draft becomes a share, and go with either', () => {
      const { ledger } = openWith(sampleConnection);
      const secrets = { shareId: draft.id, sealed: 'k.sealed' };
      ledger.savePageDraft(draft);
      ledger.saveShareSecrets(secrets);
      expect(ledger.shareSecrets(draft.id)).toStrictEqual(secrets);
      ledger.saveShareSecrets({ ...secrets, manifest: 'YWdl' });
      const { removedAtMs: _removed, ...live } = pageShare;
      ledger.saveShare(live);
      ledger.forgetPageDraft(draft.id);
      expect(ledger.shareSecrets(draft.id)).toStrictEqual({ ...secrets, manifest: 'YWdl' });
      ledger.forgetShare(draft.id);
      expect(ledger.shareSecrets(draft.id)).toBeUndefined();
      ledger.savePageDraft(draft);
      ledger.saveShareSecrets(secrets);
      ledger.forgetPageDraft(draft.id);
      expect(ledger.shareSecrets(draft.id)).toBeUndefined();
    });

    test('secrets go with the objects of their share, and with its connection', () => {
      const { ledger } = openWith(sampleConnection);
      const { removedAtMs: _removed, ...live } = pageShare;
      const secrets = { shareId: live.id, sealed: 'k.sealed' };
      const after = (change: () => void) => {
        ledger.saveShare(live);
        ledger.saveShareSecrets(secrets);
        ledger.saveShare({ ...live, verified: false });
        expect(ledger.shareSecrets(live.id)).toStrictEqual(secrets);
        change();
        return ledger.shareSecrets(live.id);
      };
      expect(after(() => ledger.saveShare({ ...live, revokedAtMs: newYearMs }))).toBeUndefined();
      expect(after(() => ledger.saveShare({ ...live, removedAtMs: newYearMs }))).toBeUndefined();
      expect(after(() => ledger.forgetShareSecrets(live.id))).toBeUndefined();
      expect(after(() => ledger.removeConnection(live.connectionId))).toBeUndefined();
    });

    test('files of pages are found by the file they were made of', () => {
      const { ledger } = openWith(sampleConnection);
      for (const [position, path] of ['a', 'b'].entries()) ledger.saveItem(itemOf('s-1', path), position);
      ledger.saveItem(itemOf('s-2', 'a'), 0);
      expect(ledger.itemsOf('/photos/a')).toStrictEqual([itemOf('s-1', 'a'), itemOf('s-2', 'a')]);
      expect(ledger.itemsOf('/photos')).toEqual([]);
    });

    test('shares are found by the file they were made of', () => {
      const { ledger } = openWith(sampleConnection);
      ledger.saveShare(sampleShare);
      ledger.saveShare(pageShare);
      expect(ledger.sharesOf('/photos/Straße')).toStrictEqual([pageShare]);
      expect(ledger.sharesOf('/photos')).toEqual([]);
    });
  });

  describe(`the ledger in ${name}: search`, () => {
    const nowMs = newYearMs + 1_000;
    const query: ShareQuery = { sort: 'newest', offset: 0, limit: 10, nowMs };
    const filled = () => {
      const { ledger } = openWith(sampleConnection, home);
      const add = (id: string, change: Partial<Share>) => ledger.saveShare({ ...sampleShare, id, ...change });
      add('live', { name: 'Report 100%.pdf', createdAtMs: newYearMs + 4, sizeBytes: 5 });
      add('expired', {
        name: '보고서.txt'.normalize('NFD'),
        createdAtMs: newYearMs + 3,
        expiresAtMs: nowMs,
        sizeBytes: 9,
      });
      add('revoked', { name: 'ÄRGER_1.png', createdAtMs: newYearMs + 2, revokedAtMs: 1, missingAtMs: 1, sizeBytes: 7 });
      add('missing', {
        name: 'a\\b',
        createdAtMs: newYearMs + 1,
        missingAtMs: 1,
        expiresAtMs: nowMs + 1,
        verified: false,
      });
      add('home', { name: 'report', key: 'session-7/x', connectionId: home.id, createdAtMs: newYearMs });
      return ledger;
    };
    const idsOf = (change: Partial<ShareQuery>) => {
      const { total, shares } = filled().findShares({ ...query, ...change });
      return [total, ...shares.map(({ id }) => id)];
    };

    test.each<[string, Partial<ShareQuery>, readonly unknown[]]>([
      ['everything, newest first', {}, [5, 'live', 'expired', 'revoked', 'missing', 'home']],
      ['a window of it', { offset: 1, limit: 2 }, [5, 'expired', 'revoked']],
      ['how many only', { limit: 0 }, [5]],
      ['letters of either case', { text: ' REPORT ' }, [2, 'live', 'home']],
      ['composed letters in a decomposed name', { text: '보고' }, [1, 'expired']],
      ['letters beyond ASCII of either case', { text: 'ärger' }, [1, 'revoked']],
      ['a percent sign as a letter', { text: '0%' }, [1, 'live']],
      ['a percent sign that is nowhere else', { text: 'r%t' }, [0]],
      ['an underscore as a letter', { text: 'r_1' }, [1, 'revoked']],
      ['a backslash as a letter', { text: 'a\\b' }, [1, 'missing']],
      ['live ones', { states: ['live'] }, [2, 'live', 'home']],
      ['what ends at this moment has ended', { states: ['expired'] }, [1, 'expired']],
      ['taken back before missing', { states: ['revoked'] }, [1, 'revoked']],
      ['missing ones', { states: ['missing'] }, [1, 'missing']],
      ['several states', { states: ['missing', 'expired'] }, [2, 'expired', 'missing']],
      ['no state at all', { states: [] }, [0]],
      ['unproven ones', { verified: false }, [1, 'missing']],
      ['of one connection', { connectionId: 'c-home' }, [1, 'home']],
      ['by the beginning of the id', { idPrefix: 'l' }, [1, 'live']],
      ['by the whole id', { idPrefix: 'revoked' }, [1, 'revoked']],
      ['by an id that is none', { idPrefix: 'revoked-' }, [0]],
      ['by an id that looks like a pattern', { idPrefix: '%' }, [0]],
      ['those that end first', { sort: 'ending', limit: 2 }, [5, 'expired', 'missing']],
      [
        'the largest first',
        { sort: 'largest', states: ['live', 'expired', 'revoked'], limit: 3 },
        [4, 'home', 'expired', 'revoked'],
      ],
      ['by name', { sort: 'name', limit: 3 }, [5, 'missing', 'home', 'live']],
    ])('%s', (_what, change, expected) => {
      expect(idsOf(change)).toEqual(expected);
    });
  });

  describe(`the ledger in ${name}: what is due`, () => {
    const nowMs = newYearMs + 1_000;
    const filled = () => {
      const { ledger } = openWith(sampleConnection, home, third);
      const add = (id: string, change: Partial<Share>) => ledger.saveShare({ ...sampleShare, id, ...change });
      add('living', { expiresAtMs: nowMs + 2 });
      add('ended', { expiresAtMs: nowMs });
      add('ended-first', { expiresAtMs: nowMs - 5, missingAtMs: 1 });
      add('ended-elsewhere', { expiresAtMs: nowMs - 6, connectionId: home.id });
      add('ended-linked', { expiresAtMs: nowMs, origin: 'linked' });
      add('ended-linked-page', { expiresAtMs: nowMs - 1, origin: 'linked', kind: 'page' });
      add('ended-cleaned', { expiresAtMs: nowMs, removedAtMs: 1, keepUntilMs: 9e12 });
      add('revoked', { expiresAtMs: nowMs, revokedAtMs: 1, keepUntilMs: 9e12, verified: false });
      add('missing', { expiresAtMs: nowMs + 9, missingAtMs: 1, keepUntilMs: 9e12, verified: false });
      add('kept', { expiresAtMs: nowMs + 1, keepUntilMs: nowMs + 3, verified: false });
      add('kept-and-ended', { expiresAtMs: nowMs - 9, keepUntilMs: nowMs + 1, connectionId: home.id, verified: false });
      add('kept-long-enough', { expiresAtMs: nowMs + 4, keepUntilMs: nowMs + 4 });
      add('kept-until-now', { expiresAtMs: nowMs - 1, keepUntilMs: nowMs, connectionId: home.id });
      add('unproven', { expiresAtMs: nowMs + 2, verified: false });
      add('of-session-ended', { key: 'session-7/x', expiresAtMs: nowMs, connectionId: third.id });
      add('of-session-revoked', { key: 'session-7/y', expiresAtMs: nowMs + 1, revokedAtMs: 1 });
      add('of-session-missing', { key: 'session-7/y', expiresAtMs: nowMs + 1, missingAtMs: 1 });
      add('of-session-later', { key: 'session-8/z', expiresAtMs: nowMs + 2, connectionId: third.id });
      add('of-session', { key: 'session-7/z', expiresAtMs: nowMs + 1 });
      add('of-no-session', { key: 'a/session-7/z', expiresAtMs: nowMs + 1 });
      return ledger;
    };
    const ids = (shares: readonly Share[]) => shares.map(({ id }) => id);

    test('to be cleaned up: what was uploaded to these connections, ended, and may still be stored', () => {
      const due = (connectionIds: readonly string[], offset = 0, limit = 10) =>
        ids(filled().sharesToClean({ connectionIds, nowMs, offset, limit }));
      expect(due([sampleConnection.id])).toEqual(['ended-first', 'ended-linked-page', 'ended']);
      expect(due([home.id])).toEqual(['kept-and-ended', 'ended-elsewhere', 'kept-until-now']);
      expect(due([home.id, sampleConnection.id], 1, 2)).toEqual(['ended-elsewhere', 'ended-first']);
      expect(due([])).toEqual([]);
    });

    test('still stored: whatever of one connection was neither taken back nor cleaned up', () => {
      expect(ids(filled().sharesStored(third.id))).toEqual(['of-session-ended', 'of-session-later']);
      const all = ids(filled().sharesStored(sampleConnection.id));
      expect(all.filter((id) => id === 'revoked' || id === 'ended-cleaned')).toEqual([]);
      expect(all.slice(0, 3)).toEqual(['ended-first', 'ended-linked-page', 'ended']);
    });

    test('to be cleaned up: what forgotten shares left, of these connections', () => {
      const { ledger } = openWith(sampleConnection, home);
      const orphan = (shareId: string, change: Partial<Orphan> = {}): Orphan => ({
        shareId,
        connectionId: sampleConnection.id,
        ...placeOf(sampleConnection),
        keys: ['a', 'ü "\\'],
        expiresAtMs: nowMs,
        ...change,
      });
      const all = [orphan('o-1'), orphan('o-2', { expiresAtMs: nowMs - 1 }), orphan('o-3', { connectionId: home.id })];
      for (const one of [...all, orphan('o-living', { expiresAtMs: nowMs + 1 })]) ledger.saveOrphan(one);
      expect(ledger.orphansDue([sampleConnection.id], nowMs)).toStrictEqual([all[1], all[0]]);
      expect(ledger.orphansDue([], nowMs)).toEqual([]);
      ledger.forgetOrphan('o-2');
      ledger.removeConnection(home.id);
      expect(ledger.orphansDue([sampleConnection.id, home.id], nowMs)).toStrictEqual([all[0]]);
    });

    test('to be kept alive: what is wanted longer than its link lives', () => {
      expect(ids(filled().sharesToKeep(nowMs))).toEqual(['kept-and-ended', 'kept']);
    });

    test('to be ended with their process: living links of buckets whose keys lie in memory', () => {
      expect(ids(filled().sharesOfSession(nowMs))).toEqual(['of-session', 'of-session-later']);
    });

    test('to be proven: living links that never were', () => {
      expect(ids(filled().sharesToProve(nowMs, 10))).toEqual(['kept', 'unproven']);
      expect(ids(filled().sharesToProve(nowMs, 1))).toEqual(['kept']);
    });
  });

  describe(`the ledger in ${name}: unfinished uploads`, () => {
    test('come back whole, in the order they were begun', () => {
      const { ledger } = openWith(sampleConnection);
      const rows: readonly UnfinishedUpload[] = [
        { ...sampleUnfinished, id: 'u-2' },
        { ...sampleUnfinished, id: 'u-3', encryptWith: '' },
        { ...sampleUnfinished, id: 'u-4', encryptWith: 'sealed' },
        {
          ...sampleUnfinished,
          id: 'u-1',
          state: 'paused',
          intent: {
            lifetimeSeconds: 1,
            disposition: 'inline',
            copy: false,
            batchId: 'b',
            endsAtMs: 8e12,
            keepUntilMs: 9e12,
            door: 'wedding',
            page: { id: 's-page', position: 3 },
          },
        },
      ];
      for (const row of rows) ledger.saveUpload(row);
      expect(ledger.unfinishedUploads()).toStrictEqual(rows);
    });

    test('keep times and inodes to the last digit', () => {
      const { ledger } = openWith(sampleConnection);
      ledger.saveUpload({ ...sampleUnfinished, record });
      expect(ledger.unfinishedUploads()[0]?.record).toEqual(record);
    });

    test('a record without a multipart upload yet has no id of one', () => {
      const { ledger } = openWith(sampleConnection);
      const { multipartUploadId: _none, ...begun } = record;
      ledger.saveUpload({ ...sampleUnfinished, record: begun });
      expect(ledger.unfinishedUploads()[0]?.record).toStrictEqual(begun);
    });

    test('parts are kept one by one, in order, the last of a number counts', () => {
      const { ledger } = openWith(sampleConnection);
      ledger.saveUpload({ ...sampleUnfinished, record });
      ledger.saveUpload({ ...sampleUnfinished, id: 'u-other', record });
      for (const number of [10, 2, 1]) ledger.saveUploadPart(sampleUnfinished.id, part(number));
      ledger.saveUploadPart(sampleUnfinished.id, { ...part(2), etag: '"again"', check: 'md5' });
      ledger.saveUploadPart('u-other', part(7));
      const [first, other] = ledger.unfinishedUploads();
      expect(first?.record?.parts).toEqual([part(1), { ...part(2), etag: '"again"', check: 'md5' }, part(10)]);
      expect(other?.record?.parts).toEqual([part(7)]);
      expect([first, other]).toEqual([sampleUnfinished.id, 'u-other'].map((id) => ledger.unfinishedUpload(id)));
      expect(ledger.unfinishedUpload('u-nobody')).toBeUndefined();
    });

    test('another state keeps the parts, and the tags of encrypted ones', () => {
      const { ledger } = openWith(sampleConnection);
      const tags = [1, 2].map((number) => ({ number, tags: `tags of ${number}` }));
      ledger.saveUpload({ ...sampleUnfinished, record });
      for (const one of tags.toReversed()) ledger.saveUploadTags(sampleUnfinished.id, one);
      ledger.saveUploadPart(sampleUnfinished.id, part(1));
      const failed = { ...sampleUnfinished, record: { ...record, parts: [part(1)], tags }, state: 'failed' as const };
      ledger.saveFailedUpload(failed);
      expect(ledger.unfinishedUploads()).toEqual([failed]);
      expect(ledger.unfinishedUpload(sampleUnfinished.id)).toEqual(failed);
    });

    test('a new beginning drops the parts and tags of the one before', () => {
      const { ledger } = openWith(sampleConnection);
      ledger.saveUpload({ ...sampleUnfinished, record });
      ledger.saveUploadPart(sampleUnfinished.id, part(1));
      ledger.saveUploadTags(sampleUnfinished.id, { number: 1, tags: 't' });
      const { multipartUploadId: _none, ...begun } = record;
      ledger.saveUpload({ ...sampleUnfinished, record: begun });
      ledger.saveUpload({ ...sampleUnfinished, record });
      expect(ledger.unfinishedUploads()[0]?.record).toEqual(record);
    });

    test('a forgotten one is gone with its parts and tags', () => {
      const { ledger } = openWith(sampleConnection);
      ledger.saveUpload({ ...sampleUnfinished, record });
      ledger.saveUploadPart(sampleUnfinished.id, part(1));
      ledger.saveUploadTags(sampleUnfinished.id, { number: 1, tags: 't' });
      ledger.forgetUpload(sampleUnfinished.id);
      expect(ledger.unfinishedUploads()).toEqual([]);
      ledger.saveUpload({ ...sampleUnfinished, record });
      expect(ledger.unfinishedUploads()[0]?.record).toEqual(record);
    });

    test('a part of an unknown upload is refused, and so is an upload of an unknown connection', () => {
      const { ledger } = openWith(sampleConnection);
      expect(caught(() => ledger.saveUploadPart('u-nobody', part(1))).code).toBe('ledger-unusable');
      expect(caught(() => ledger.saveUploadTags('u-nobody', { number: 1, tags: 't' })).code).toBe('ledger-unusable');
      const lost = { ...sampleUnfinished, connectionId: 'c-nobody' };
      expect(caught(() => ledger.saveUpload(lost)).code).toBe('ledger-unusable');
    });
  });

  describe(`the ledger in ${name}: the rest`, () => {
    test('several steps together happen all or not at all', () => {
      const { ledger } = openWith(sampleConnection);
      ledger.saveUpload(sampleUnfinished);
      const broken = caught(() =>
        ledger.together(() => {
          ledger.forgetUpload(sampleUnfinished.id);
          ledger.saveShare(sampleShare);
          ledger.saveShare({ ...sampleShare, id: 's-2', connectionId: 'c-nobody' });
        }),
      );
      expect(broken.code).toBe('ledger-unusable');
      expect([ledger.shares(), ledger.unfinishedUploads()]).toEqual([[], [sampleUnfinished]]);
      ledger.together(() => {
        ledger.forgetUpload(sampleUnfinished.id);
        ledger.saveShare(sampleShare);
      });
      expect([ledger.shares(), ledger.unfinishedUploads()]).toEqual([[sampleShare], []]);
    });

    test('settings begin as they are meant and come back as they were saved', () => {
      const { ledger } = openWith();
      expect(ledger.settings()).toEqual(initialSettings);
      const settings: Settings = {
        expirySeconds: 1,
        language: 'ko',
        theme: 'dark',
        density: 'compact',
        bandwidthBytesPerSecond: 5_000_000,
        parallel: 3,
        welcomed: true,
        trayHinted: true,
        storageHinted: true,
        opensOnNetwork: true,
        networkChoice: { wlan0: true, docker0: false, '2001:db8::1': true },
        pages: 'never',
        opensInBrowser: true,
        countsOpenings: false,
        asksDevicePin: true,
        linkForm: 'template',
        linkTemplate: '{name} → {link}',
        askerName: '민지',
        desktop: {
          startAtLogin: true,
          startHidden: false,
          staysInTray: false,
          shelfAtEdge: true,
          deepLinks: true,
          fileManagers: true,
          shortcut: 'F9',
        },
        defaultConnectionId: 'c-work',
      };
      ledger.saveSettings(settings);
      expect(ledger.settings()).toEqual(settings);
    });

    test('watched folders and their files come back as they were saved, and go with their connection', () => {
      const { ledger } = openWith(sampleConnection);
      const folder = { path: '/pictures', connectionId: sampleConnection.id, copies: true };
      const file = {
        name: '그림.png',
        inode: 18_446_744_073_709_551_615n,
        birthtimeNs: 1_767_225_600_123_456_789n,
        sizeBytes: 7,
        mtimeNs: 1_767_225_600_987_654_321n,
        isGone: false,
      };
      const { birthtimeNs: _none, ...without } = { ...file, name: 'b', isGone: true };
      expect(caught(() => ledger.saveWatchedFiles('/pictures', [file]))).toBeInstanceOf(Failure);
      ledger.saveWatchedFolder(folder);
      ledger.saveWatchedFolder({ path: '/out', copies: false });
      ledger.saveWatchedFiles('/pictures', [{ ...file, sizeBytes: 1 }]);
      ledger.saveWatchedFiles('/pictures', [file]);
      ledger.saveWatchedFiles('/pictures', [without]);
      ledger.saveWatchedFiles('/out', [file]);
      ledger.saveWatchedFolder({ ...folder, copies: false });
      expect(caught(() => ledger.saveWatchedFolder({ ...folder, path: '/second' }))).toBeInstanceOf(Failure);
      expect(ledger.watchedFolders()).toEqual([
        { ...folder, copies: false },
        { path: '/out', copies: false },
      ]);
      const byName = (a: WatchedFile, b: WatchedFile) => (a.name < b.name ? -1 : 1);
      expect(ledger.watchedFiles('/pictures').toSorted(byName)).toEqual([without, file]);
      ledger.forgetWatchedFile('/pictures', 'b');
      expect(ledger.watchedFiles('/pictures')).toEqual([file]);
      ledger.forgetWatchedFolder('/out');
      expect(ledger.watchedFiles('/out')).toEqual([]);
      ledger.removeConnection(sampleConnection.id);
      expect([ledger.watchedFolders(), ledger.watchedFiles('/pictures')]).toEqual([[], []]);
    });

    test('file requests and arrivals come back whole, and go with their connection', () => {
      const { ledger } = openWith(sampleConnection);
      const request: FileRequest = {
        id: 'r-1',
        connectionId: sampleConnection.id,
        ...placeOf(sampleConnection),
        way: 'forms',
        asks: true,
        folder: 'in/AAAAAAAAAAAAAAAAAAAAAA/',
        key: 'p/BBBBBBBBBBBBBBBBBBBBBB/index.html',
        title: 'Bilder',
        files: 20,
        bytes: 5_000_000_000,
        types: 'pictures',
        isOnce: true,
        mostLeaseSeconds: 3_600,
        createdAtMs: newYearMs,
        signedAtMs: newYearMs + 1,
        expiresAtMs: newYearMs + 9e8,
        limitedBy: 'protocol',
        writtenAtMs: newYearMs + 1,
        leaseEndsAtMs: newYearMs + 8e7,
      };
      const closed: FileRequest = {
        ...request,
        id: 'r-2',
        linkEndpoint: 'https://files.example.com',
        message: 'Hallo',
        recipient: 'age1' + 'q'.repeat(58),
        saveTo: '/home/k/Downloads/Mayfly/Bilder',
        createdAtMs: newYearMs + 1,
        closedAtMs: newYearMs + 2,
        removedAtMs: newYearMs + 3,
      };
      const arrival: Arrival = {
        requestId: 'r-1',
        slot: 2,
        key: 'in/AAAAAAAAAAAAAAAAAAAAAA/0002/data',
        etag: 'e',
        name: '사진.jpg',
        sizeBytes: 7,
        batch: 'b',
        arrivedAtMs: newYearMs,
        state: 'arrived',
      };
      const refused: Arrival = {
        ...arrival,
        slot: 1,
        folderLost: true,
        sha256: 'ab'.repeat(32),
        sender: 'Kim',
        note: 'two\nlines',
        state: 'refused',
        refusal: 'unencrypted',
        path: '/x/사진.jpg',
        failedSaves: 2,
        toldAtMs: newYearMs + 1,
      };
      const offer: Offer = {
        requestId: 'r-1',
        slot: 3,
        asked: '"e"',
        state: 'open',
        uploadId: 'u',
        sizeBytes: 6e9,
        partBytes: 1e8,
        storedParts: 2,
        movedAtMs: newYearMs,
      };
      const { uploadId: _none, ...noUpload } = offer;
      const over: Offer = { ...noUpload, slot: 1, state: 'over' };
      expect(caught(() => ledger.saveOffer(offer))).toBeInstanceOf(Failure);
      expect(caught(() => ledger.saveArrivals([arrival]))).toBeInstanceOf(Failure);
      for (const one of [request, { ...closed, title: 'old' }, closed]) ledger.saveFileRequest(one);
      ledger.saveArrivals([{ ...arrival, name: 'old' }, refused]);
      ledger.saveArrivals([arrival]);
      for (const one of [{ ...offer, slot: 1 }, offer, over]) ledger.saveOffer(one);
      for (const one of [request, closed]) ledger.saveShareSecrets({ shareId: one.id, sealed: 'key.sealed' });
      ledger.saveFileRequest(request);
      expect(ledger.fileRequests()).toStrictEqual([closed, request]);
      expect([ledger.fileRequest('r-2'), ledger.fileRequest('r-3')]).toEqual([closed, undefined]);
      expect(ledger.arrivals('r-1')).toStrictEqual([refused, arrival]);
      expect([ledger.arrival('r-1', 1), ledger.arrival('r-1', 7)]).toStrictEqual([refused, undefined]);
      const isPathOf = (slot: number, path = '/x/사진.jpg') => ledger.isPathOfOther({ requestId: 'r-1', slot }, path);
      expect([isPathOf(1), isPathOf(3), isPathOf(3, '/x/b')]).toEqual([false, true, false]);
      expect(ledger.offers('r-1')).toStrictEqual([over, offer]);
      ledger.forgetFileRequest('r-2');
      expect(ledger.fileRequests()).toEqual([request]);
      expect([ledger.shareSecrets('r-1')?.sealed, ledger.shareSecrets('r-2')]).toEqual(['key.sealed', undefined]);
      ledger.removeConnection(sampleConnection.id);
      expect([ledger.fileRequests(), ledger.arrivals('r-1'), ledger.offers('r-1')]).toEqual([[], [], []]);
      expect(ledger.shareSecrets('r-1')).toBeUndefined();
    });

    test('doors come back whole, by what they forward to until they are closed, and go with their connection', () => {
      const { ledger } = openWith(sampleConnection);
      const { leaseEndsAtMs: _lease, writtenAtMs: _at, untilMs: _until, ...door } = sampleDoor;
      const written = sampleDoor;
      const other: Door = { ...written, id: 'd-2', createdAtMs: newYearMs + 9 };
      expect(caught(() => ledger.saveDoor({ ...door, connectionId: 'nobody' }))).toBeInstanceOf(Failure);
      for (const one of [door, other, written]) ledger.saveDoor(one);
      expect(ledger.doors()).toStrictEqual([other, written]);
      expect(ledger.doorsTo(sampleShare.id)).toStrictEqual([other, written]);
      const closed: Door = { ...other, closedAtMs: newYearMs + 3, endsTarget: true };
      ledger.saveDoor(closed);
      expect(ledger.doorsTo(sampleShare.id)).toStrictEqual([written]);
      expect([ledger.door('d-2'), ledger.door('d-3')]).toStrictEqual([closed, undefined]);
      ledger.forgetDoor('d-2');
      expect(ledger.doors()).toStrictEqual([written]);
      ledger.removeConnection(sampleConnection.id);
      expect(ledger.doors()).toEqual([]);
    });

    test('what devices sent is listed newest first, with what is left of it', () => {
      const { ledger } = openWith(sampleConnection);
      const first: ReceivedSession = { id: 'n-1', alias: 'Pixel', atMs: newYearMs, folder: '/in', missingCount: 0 };
      const second = { ...first, id: 'n-2', alias: 'Désk', missingCount: 3 };
      const file = (name: string, sizeBytes: number): ReceivedFile => ({
        name,
        path: `/in/${name}`,
        sizeBytes,
        sha256: 'ab'.repeat(32),
      });
      ledger.saveReceivedFile('n-1', file('too-early', 1));
      for (const session of [first, second, { ...first, id: 'n-empty' }]) ledger.saveReceivedSession(session);
      for (const one of [file('z', 4), file('a', 2), file('z', 5)]) ledger.saveReceivedFile('n-1', one);
      ledger.saveReceivedFile('n-2', file('b', 1));
      ledger.saveReceivedSession({ ...first, missingCount: 1 });
      expect(ledger.receivedSessions()).toStrictEqual([
        { ...second, fileCount: 1, sizeBytes: 1, name: 'b' },
        { ...first, missingCount: 1, fileCount: 2, sizeBytes: 7 },
      ]);
      expect(ledger.receivedFiles('n-1')).toStrictEqual([file('z', 5), file('a', 2)]);
      ledger.forgetReceivedFile('n-1', '/in/a');
      ledger.forgetReceivedSession('n-2');
      expect(ledger.receivedSessions()).toMatchObject([{ id: 'n-1', fileCount: 1, name: 'z' }]);
      expect(ledger.receivedFiles('n-2')).toEqual([]);
    });

    test('receipts add up by share, kind and exactness, and go with their share', () => {
      const { ledger } = openWith(sampleConnection);
      ledger.saveShare(sampleShare);
      const opened: Receipt = {
        shareId: sampleShare.id,
        kind: 'opened',
        count: 2,
        lastAtMs: newYearMs + 5,
        exactness: 'exact',
      };
      const saved: Receipt = { ...opened, kind: 'saved', count: 1 };
      ledger.addReceipts([opened, saved, { ...opened, shareId: 'gone' }]);
      ledger.addReceipts([{ ...opened, count: 3, lastAtMs: newYearMs }]);
      expect(ledger.receipts()).toStrictEqual([{ ...opened, count: 5 }, saved]);
      ledger.saveShare({ ...sampleShare, verified: false });
      expect(ledger.receipts()).toHaveLength(2);
      ledger.forgetReceipts();
      expect(ledger.receipts()).toEqual([]);
      ledger.addReceipts([opened]);
      ledger.forgetShare(sampleShare.id);
      expect(ledger.receipts()).toEqual([]);
    });

    test('the mark of a share is one of its items, and what it tells is kept once', () => {
      const { ledger } = openWith(sampleConnection);
      const mark: ShareItem = { ...sampleItem, shareId: sampleShare.id, role: 'mark', key: 'p/m/mark' };
      ledger.saveItem(mark, markPosition);
      expect(ledger.markedShares()).toEqual([]);
      ledger.saveShare(sampleShare);
      const { id, connectionId, createdAtMs, expiresAtMs } = sampleShare;
      const marked = { id, connectionId, key: mark.key, createdAtMs, expiresAtMs };
      expect(ledger.markedShares()).toEqual([{ ...marked, isStored: true }]);
      expect(ledger.items(id).map(({ role }) => role)).toContain('mark');
      const seen: Receipt = { shareId: id, kind: 'opened', count: 1, lastAtMs: newYearMs, exactness: 'at-least' };
      ledger.addReceipts([seen]);
      ledger.addReceipts([{ ...seen, lastAtMs: newYearMs + 9 }]);
      ledger.forgetReceipts();
      expect(ledger.receipts()).toEqual([{ ...seen, lastAtMs: newYearMs + 9 }]);
      ledger.saveShare({ ...sampleShare, revokedAtMs: newYearMs });
      expect(ledger.markedShares()).toEqual([{ ...marked, isStored: false }]);
      expect(ledger.servedKeys({ connectionId, keys: [mark.key], endsAfterMs: 0 })).toEqual([]);
      ledger.forgetShare(id);
      expect(ledger.markedShares()).toEqual([]);
    });

    test('the keys of shares that have objects are known with their shares', () => {
      const { ledger } = openWith(sampleConnection);
      const page: Share = { ...sampleShare, id: 's-page', kind: 'page', key: 'p/x/index.html' };
      const file: Share = { ...sampleShare, id: 's-file', key: 'x/a.txt' };
      for (const share of [page, file, { ...file, id: 's-over', key: 'x/b.txt', removedAtMs: 1 }])
        ledger.saveShare(share);
      ledger.saveItem({ ...sampleItem, shareId: page.id, role: 'file', key: 'f/x/0/a.txt' }, 0);
      ledger.saveItem({ ...sampleItem, shareId: page.id, role: 'page', key: 'p/y/index.html' }, 1);
      const found = (endsAfterMs: number) =>
        ledger
          .servedKeys({
            connectionId: sampleConnection.id,
            keys: ['p/x/index.html', 'p/y/index.html', 'f/x/0/a.txt', 'x/a.txt', 'x/b.txt', 'd/other'],
            endsAfterMs,
          })
          .map(({ key, shareId, isPage }) => `${key} ${shareId} ${String(isPage)}`)
          .toSorted();
      expect(found(sampleShare.expiresAtMs - 1)).toEqual([
        'f/x/0/a.txt s-page false',
        'p/x/index.html s-page true',
        'p/y/index.html s-page true',
        'x/a.txt s-file false',
      ]);
      expect(found(sampleShare.expiresAtMs)).toEqual([]);
    });

    test('values are kept by name', () => {
      const { ledger } = openWith();
      expect(ledger.value('bucket-port')).toBeUndefined();
      ledger.saveValue('bucket-port', '20123');
      ledger.saveValue('bucket-port', '20456');
      ledger.saveValue('settings-like', '');
      expect([ledger.value('bucket-port'), ledger.value('settings-like')]).toEqual(['20456', '']);
    });

    test('another process sees what was written, and the revision tells it to look', () => {
      const { ledger, open } = openWith(sampleConnection);
      const other = open();
      const before = other.revision();
      expect(other.revision()).toBe(before);
      ledger.saveShare(sampleShare);
      const after = other.revision();
      expect(after).not.toBe(before);
      expect(other.shares()).toEqual([sampleShare]);
      other.saveValue('own', 'write');
      expect(other.revision()).toBe(after);
    });
  });
}
