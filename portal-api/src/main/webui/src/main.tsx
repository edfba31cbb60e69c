import './app/mantine.css';
import './app/tokens.css';
import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import { startI18n } from './i18n/i18n';

const root = document.getElementById('root');
if (root !== null) {
  void startI18n().then(() => createRoot(root).render(<App />));
}
