import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from './en';

export const LANGUAGES = [
  { code: 'en', name: 'English' },
  { code: 'de', name: 'Deutsch' },
] as const;

const KEY = 'counterpart.language';

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof en };
  }
}

/** Starts in the language chosen before, else the browser's, else English. Other languages than English come when asked for. */
export async function startI18n(): Promise<void> {
  await i18next.use(initReactI18next).init({
    resources: { en: { translation: en } },
    lng: 'en',
    fallbackLng: 'en',
    supportedLngs: LANGUAGES.map(({ code }) => code),
    interpolation: { escapeValue: false }, // React escapes
  });
  const wanted = localStorage.getItem(KEY) ?? navigator.language.split('-')[0];
  if (wanted === 'de') {
    await chooseLanguage('de');
  }
}

/** Changes the language, fetching its words first. */
export async function chooseLanguage(code: 'en' | 'de'): Promise<void> {
  if (code === 'de' && !i18next.hasResourceBundle('de', 'translation')) {
    i18next.addResourceBundle('de', 'translation', (await import('./de')).de);
  }
  await i18next.changeLanguage(code);
  document.documentElement.lang = code;
  localStorage.setItem(KEY, code);
}
