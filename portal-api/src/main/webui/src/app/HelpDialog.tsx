import { Kbd } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../states/Dialog';
import css from './shell.module.css';

const KEYS = [
  { keys: ['g', 't'], says: 'help.twins' },
  { keys: ['g', 'd'], says: 'help.devices' },
  { keys: ['/'], says: 'help.search' },
  { keys: ['['], says: 'help.earlier' },
  { keys: [']'], says: 'help.later' },
  { keys: ['l'], says: 'help.live' },
  { keys: ['?'], says: 'help.help' },
] as const;

export function HelpDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog opened={opened} onClose={onClose} title={t('help.title')}>
      <dl className={css.keys}>
        {KEYS.map(({ keys, says }) => (
          <div key={says}>
            <dt>
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dt>
            <dd>{t(says)}</dd>
          </div>
        ))}
      </dl>
      <p className={css.helpNote}>{t('help.drag')}</p>
    </Dialog>
  );
}
