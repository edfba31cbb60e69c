import { Button, SegmentedControl, useMantineColorScheme } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { chooseLanguage, LANGUAGES } from '../i18n/i18n';
import { usePerson } from '../session/session';
import { Dialog } from '../states/Dialog';
import { chooseZone, useZone } from './preferences';
import css from './shell.module.css';

const SCHEMES = ['auto', 'dark', 'light'] as const;
const ZONES = ['local', 'utc'] as const;

/** Who one is, whose things these are, and how they are shown. */
export function SettingsDialog({ opened, onClose, onHelp }: { opened: boolean; onClose: () => void; onHelp: () => void }) {
  const { t, i18n } = useTranslation();
  const person = usePerson();
  const navigate = useNavigate();
  const zone = useZone();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const chooseTenant = (tenant: string) => {
    onClose();
    void navigate('/twins');
    person.chooseTenant(tenant);
  };
  return (
    <Dialog opened={opened} onClose={onClose} title={person.name ?? person.email ?? person.subject}>
      <p className={css.roles}>{t('settings.roles', { roles: person.roles.join(', '), tenant: person.tenant })}</p>
      <div className={css.settings}>
        {person.tenants.length > 1 && (
          <Setting label={t('settings.tenant')}>
            <select
              aria-label={t('settings.tenant')}
              className={css.select}
              value={person.tenant}
              onChange={(event) => chooseTenant(event.target.value)}
            >
              {person.tenants.map((tenant) => (
                <option key={tenant}>{tenant}</option>
              ))}
            </select>
          </Setting>
        )}
        <Setting label={t('settings.look')}>
          <SegmentedControl
            fullWidth
            value={colorScheme}
            onChange={setColorScheme}
            data={SCHEMES.map((value) => ({ value, label: t(`settings.scheme.${value}`) }))}
          />
        </Setting>
        <Setting label={t('settings.times')}>
          <SegmentedControl
            fullWidth
            value={zone}
            onChange={chooseZone}
            data={ZONES.map((value) => ({ value, label: t(`settings.zones.${value}`) }))}
          />
        </Setting>
        <Setting label={t('settings.language')}>
          <SegmentedControl
            fullWidth
            value={i18n.resolvedLanguage === 'de' ? 'de' : 'en'}
            onChange={(code) => void chooseLanguage(code)}
            data={LANGUAGES.map(({ code, name }) => ({ value: code, label: name }))}
          />
        </Setting>
        <Button variant="default" onClick={onHelp}>
          {t('help.title')}
        </Button>
        <Button component="a" href="/logout" variant="default">
          {t('settings.logout')}
        </Button>
      </div>
    </Dialog>
  );
}

function Setting({ label, children }: { label: string; children: ReactNode }) {
  return (
    <fieldset className={css.setting}>
      <legend>{label}</legend>
      {children}
    </fieldset>
  );
}
