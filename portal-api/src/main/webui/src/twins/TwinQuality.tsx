import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Twin } from '../api/contract';
import { PropertyName } from '../format/PropertyName';
import { findingName, FULL } from '../quality/quality';
import { TrustMark } from '../quality/TrustMark';
import css from './twins.module.css';

/** How far the twin's signals are believed, and the one that is believed least. Nothing where nobody judges them. */
export function TwinQuality({ twin }: { twin: Twin }) {
  const { t } = useTranslation();
  if (twin.quality == null) {
    return null;
  }
  if (twin.quality >= FULL) {
    return <span className={css.quality}>{t('quality.full')}</span>;
  }
  const isOwn = twin.worstTwin == null;
  const worst = twin.worst == null || !isOwn ? undefined : twin.properties[twin.worst];
  const finding = worst?.findings?.[0]?.finding;
  return (
    <span className={css.quality}>
      <span aria-hidden>{t('quality.name')}</span>
      <TrustMark score={twin.quality} />
      {twin.worst != null && (
        <span>
          {t('quality.worst')}{' '}
          {!isOwn && (
            <>
              <Link to={`/twins/${twin.worstTwin}`}>{twin.worstTwin}</Link>{' '}
            </>
          )}
          <PropertyName name={twin.worst} />
          {finding !== undefined && `: ${findingName(finding, t)}`}
        </span>
      )}
    </span>
  );
}
