import { Button, CopyButton, Tabs } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, dataOf } from '../api/client';
import type { Credential, Device } from '../api/contract';
import { useMay, usePerson } from '../session/session';
import { FailureReason } from '../states/states';
import { commandsFor } from './commands';
import css from './devices.module.css';
import { FirstMessage } from './FirstMessage';

/** Makes a credential, shows it this once, and stays until the first message is seen. */
export function Connect({ device }: { device: Device }) {
  const { t } = useTranslation();
  const may = useMay('write-devices');
  const { tenant } = usePerson();
  // The secret lives here and nowhere else: leaving the page forgets it.
  const [credential, setCredential] = useState<Credential | null>(null);
  const make = useMutation({
    mutationFn: async () =>
      dataOf(
        await api.POST('/devices/{device}/credentials', {
          params: { path: { device: device.id } },
          body: { kind: 'token' },
        }),
      ),
    onSuccess: setCredential,
    gcTime: 0,
  });
  return (
    <section className={css.plate} aria-label={t('connect.title')}>
      <h2 className={css.subheading}>{t('connect.title')}</h2>
      {credential !== null ? (
        <Shown credential={credential} device={device} />
      ) : (
        <>
          <p className={css.quiet}>{may ? t('connect.text') : t('connect.forbidden', { tenant })}</p>
          {may && (
            <Button loading={make.isPending} onClick={() => make.mutate()}>
              {t('connect.make')}
            </Button>
          )}
          {make.isError && (
            <div role="alert" className={css.problem}>
              <strong>{t('connect.failed')}</strong>
              <FailureReason error={make.error} />
            </div>
          )}
        </>
      )}
    </section>
  );
}

function Shown({ credential, device }: { credential: Credential; device: Device }) {
  const { t } = useTranslation();
  const { mqtt } = usePerson();
  const commands = commandsFor(credential, {
    mqttHost: mqtt?.host ?? window.location.hostname,
    mqttPort: mqtt?.port ?? 1883,
    origin: window.location.origin,
  });
  return (
    <>
      <p className={css.once}>{t('connect.once')}</p>
      <dl className={css.secret}>
        <Secret label={t('connect.username')} text={credential.username} />
        <Secret label={t('connect.password')} text={credential.password} />
      </dl>
      {commands !== null && (
        <Tabs defaultValue="mosquitto">
          <Tabs.List aria-label={t('connect.commands')}>
            <Tabs.Tab value="mosquitto">mosquitto_pub</Tabs.Tab>
            <Tabs.Tab value="curl">curl</Tabs.Tab>
            <Tabs.Tab value="python">Python</Tabs.Tab>
          </Tabs.List>
          {(['mosquitto', 'curl', 'python'] as const).map((tool) => (
            <Tabs.Panel key={tool} value={tool}>
              <div className={css.command}>
                <pre className={css.commandText} tabIndex={0} aria-label={t('connect.command')}>
                  {commands[tool]}
                </pre>
                <Copy text={commands[tool]} what={t('connect.command')} />
              </div>
            </Tabs.Panel>
          ))}
        </Tabs>
      )}
      <FirstMessage device={device.id} twin={device.twin} />
    </>
  );
}

function Secret({ label, text }: { label: string; text: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <code>{text}</code> <Copy text={text} what={label} />
      </dd>
    </div>
  );
}

function Copy({ text, what }: { text: string; what: string }) {
  const { t } = useTranslation();
  return (
    <CopyButton value={text}>
      {({ copied, copy }) => (
        <Button size="compact-sm" variant="default" onClick={copy} aria-label={`${t('connect.copy')}: ${what}`}>
          {t(copied ? 'connect.copied' : 'connect.copy')}
        </Button>
      )}
    </CopyButton>
  );
}
