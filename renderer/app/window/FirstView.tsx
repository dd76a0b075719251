// What the window shows before main's first view: rendered at build time, by the same components.
import { renderToStaticMarkup } from 'react-dom/server';
import type { Language } from '../../../resources/words/languages';
import styles from './app.module.css';
import { DropZone } from '../sharing/DropZone';
import { Navigation } from './Navigation';
import screenStyles from './screen.module.css';
import { noDraft } from '../sharing/share-options';
import { setLanguage, words } from '../state/words';

/** The first screen: the drop zone alone, or above the lists. */
export type FirstFace = 'empty' | 'usual';

const nothing = () => undefined;
/** Parts that depend on settings are invisible but keep their space. */
const unknown = {
  connections: [],
  expirySeconds: 86_400,
  firstRun: false,
  pages: 'several',
  network: { isOn: false, addresses: [] },
  pointsToStorage: true,
} as const;

function FirstView({ face }: { readonly face: FirstFace }) {
  return (
    <div className={styles['window']} data-first-view>
      <Navigation current="shares" onGo={nothing} busy={false} />
      <main className={styles['main']}>
        <div className={styles['content']}>
          <div className={screenStyles['screen']}>
            <h1 className="visually-hidden">{words.nav.shares}</h1>
            <DropZone
              view={unknown}
              roomy={face === 'empty'}
              draft={noDraft}
              onDraft={nothing}
              onChoose={nothing}
              onRequest={nothing}
              onClipboard={nothing}
              onScreenshot={nothing}
              onConnect={nothing}
            />
          </div>
        </div>
      </main>
    </div>
  );
}

/** Fields that only a form of a browser would read, with styles of their own, which the page's policy forbids in a document. */
const unseenFields = /<input [^>]*aria-hidden="true"[^>]*>/g;

/** Its markup, without the scripts that bring it to life. */
export function firstView(face: FirstFace, language: Language): string {
  setLanguage(language);
  return renderToStaticMarkup(<FirstView face={face} />).replaceAll(unseenFields, '');
}
