import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink, Outlet, useNavigate } from 'react-router';
import { ConnectionBadge, ConnectionBanner } from '../live/ConnectionState';
import { usePerson } from '../session/session';
import { HelpDialog } from './HelpDialog';
import { Logo } from './Logo';
import { SettingsDialog } from './SettingsDialog';
import css from './shell.module.css';
import { useKeys } from './shortcuts';

/** The frame about every page: where one is, who one is, and whether the page is current. */
export function Shell() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { tenant } = usePerson();
  const [open, setOpen] = useState<'help' | 'settings' | null>(null);
  const close = () => setOpen(null);
  useKeys({
    'g t': () => void navigate('/twins'),
    'g d': () => void navigate('/devices'),
    '?': () => setOpen('help'),
  });
  return (
    <div className={css.shell}>
      <a href="#content" className={css.skip}>
        {t('shell.skip')}
      </a>
      <div className={css.top}>
        <header className={css.header}>
          <NavLink to="/twins" className={css.brand ?? ''} aria-label="Counterpart">
            <Logo />
            <span className={css.brandName}>Counterpart</span>
          </NavLink>
          <nav className={css.nav} aria-label={t('shell.nav')}>
            <NavLink to="/twins">{t('twins.title')}</NavLink>
            <NavLink to="/devices">{t('devices.title')}</NavLink>
          </nav>
          <span className={css.space} />
          <ConnectionBadge />
          <Button
            variant="default"
            size="compact-sm"
            className={css.person ?? ''}
            aria-haspopup="dialog"
            aria-label={t('settings.open', { tenant })}
            onClick={() => setOpen('settings')}
          >
            <span className={css.tenant}>{tenant}</span>
          </Button>
        </header>
        <ConnectionBanner />
      </div>
      <main id="content" className={css.main} tabIndex={-1}>
        <Outlet />
      </main>
      <HelpDialog opened={open === 'help'} onClose={close} />
      <SettingsDialog opened={open === 'settings'} onClose={close} onHelp={() => setOpen('help')} />
    </div>
  );
}
