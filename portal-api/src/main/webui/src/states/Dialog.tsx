import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import css from './dialog.module.css';

interface Props {
  opened: boolean;
  onClose: () => void;
  title: string;
  children: ReactNode;
}

/**
 * A dialog over the page: the browser's own, which keeps the focus inside, closes on Escape and gives the focus back. Its
 * content lives only while it is open; what in it is marked `data-autofocus` has the focus first, else its first button.
 */
export function Dialog({ opened, onClose, title, children }: Props) {
  const { t } = useTranslation();
  const heading = useId();
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (opened) {
      element.current?.showModal();
      // React focuses what it mounts, which was not to be seen before this.
      element.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus();
    }
  }, [opened]);
  if (!opened) {
    return null;
  }
  return (
    <dialog
      ref={element}
      className={css.dialog}
      aria-labelledby={heading}
      onClose={onClose}
      onClick={(event) => {
        // A click on the backdrop is a click on the dialog itself: all else lies in the box.
        if (event.target === element.current) {
          onClose();
        }
      }}
    >
      <div className={css.box}>
        <div className={css.head}>
          <h2 id={heading} className={css.title}>
            {title}
          </h2>
          <button type="button" className={css.close} onClick={onClose} aria-label={t('dialog.close')}>
            <svg viewBox="0 0 14 14" width="16" height="16" aria-hidden focusable="false">
              <path d="M2 2l10 10M12 2L2 12" />
            </svg>
          </button>
        </div>
        {children}
      </div>
    </dialog>
  );
}
