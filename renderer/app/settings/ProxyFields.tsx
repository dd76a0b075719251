// A user name and password for each proxy that requires one.
import { useState, type FormEvent } from 'react';
import type { ProxyView } from '../../../preload/views/views';
import { useAct } from '../state/run-action';
import { request } from '../state/bridge';
import { useRequest } from '../state/use-request';
import { words } from '../state/words';
import { Button } from '../ui/Button';
import fieldStyles from '../ui/field.module.css';
import styles from './settings.module.css';
import { Skeleton } from '../ui/Skeleton';
import { TextField } from '../ui/TextField';

/** Of every proxy on the way to a connection's server. */
export function ProxyFields() {
  const [outcome, setOutcome] = useRequest('proxies:read');
  if (outcome === undefined) {
    return (
      <div aria-busy>
        <Skeleton shape="small" width="16rem" />
      </div>
    );
  }
  const proxies = outcome.ok ? outcome.value : [];
  if (proxies.length === 0) return <p className={fieldStyles['hint']}>{words.settings.proxyNone}</p>;
  return proxies.map((proxy) => (
    <ProxyForm key={proxy.host} proxy={proxy} onChanged={() => void request('proxies:read').then(setOutcome)} />
  ));
}

function ProxyForm({ proxy, onChanged }: { readonly proxy: ProxyView; readonly onChanged: () => void }) {
  const act = useAct();
  const [user, setUser] = useState(proxy.user ?? '');
  const [password, setPassword] = useState('');
  const w = words.settings;
  const save = async (event: FormEvent) => {
    event.preventDefault();
    // Main has the password now, even where the keychain refused to store it.
    await act(request('proxies:save', { host: proxy.host, user, password }));
    setPassword('');
    onChanged();
  };
  const forget = async () => {
    await act(request('proxies:forget', { host: proxy.host }));
    setUser('');
    onChanged();
  };
  return (
    <form className={styles['proxy']} onSubmit={(event) => void save(event)} aria-label={proxy.host}>
      <p className={`${styles['host']} ${fieldStyles['wide']}`}>
        <bdi className="selectable">{proxy.host}</bdi>
        <span className={fieldStyles['hint']}>
          {proxy.user === undefined ? w.proxyAnonymous : w.proxyKnown({ user: proxy.user })}
        </span>
      </p>
      <TextField label={w.proxyUser} value={user} onChange={setUser} maxLength={255} />
      <TextField label={w.proxyPassword} value={password} onChange={setPassword} maxLength={1_024} type="password" />
      <div className={`${fieldStyles['line']} ${fieldStyles['wide']}`}>
        <Button type="submit" disabled={user.trim() === '' || password === ''}>
          {w.proxySave}
        </Button>
        {proxy.user === undefined ? null : (
          <Button type="button" onClick={() => void forget()}>
            {w.proxyForget}
          </Button>
        )}
      </div>
    </form>
  );
}
