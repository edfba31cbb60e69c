import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { Zone } from '../format/format';
import css from './charts.module.css';
import type { Series } from './series';
import type { Window } from './timeRange';
import type { Beyond, Stretch } from './trust';

interface Props {
  series: Series;
  /** What the filter made of each value of the series; null where there is no filter. */
  filtered: readonly (number | null)[] | null;
  /** Where the values are distrusted. */
  distrusted: readonly Stretch[];
  /** The ends of the value axis. */
  bounds: readonly [number, number];
  /** The values that lie beyond them. */
  beyond: readonly Beyond[];
  window: Window;
  /** Off and on, held from one reading to the next. */
  truth: boolean;
  zone: Zone;
  height: number;
  /** Says in words what the picture shows. */
  label: string;
  truthWords: readonly [off: string, on: string];
  formatTick: (value: number) => string;
  /** A part of time was chosen by dragging. */
  onZoom: (from: number, to: number) => void;
  onZoomOut: () => void;
  /** The point under the cursor, null when there is none. */
  onPoint: (ts: number | null, value: number | null, filtered: number | null) => void;
}

/** All charts of the page show one cursor. */
const CURSORS = uPlot.sync('trends');

/** One series over time. A thin shell about uPlot, which lives as long as the look stays and is fed new data. */
export function Chart(props: Props) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  // uPlot's callbacks outlive a render: they look the newest properties up here.
  const latest = useRef(props);
  latest.current = props;
  const scheme = useComputedColorScheme('dark');
  const { truth, zone, height, series, filtered, distrusted, bounds, window } = props;
  const isFiltered = filtered !== null;

  useEffect(() => {
    const parent = box.current;
    if (parent === null) {
      return undefined;
    }
    const chart = new uPlot(optionsFor(parent, latest), dataOf(latest.current), parent);
    plot.current = chart;
    const observer = new ResizeObserver(() => chart.setSize({ width: parent.clientWidth, height }));
    observer.observe(parent);
    return () => {
      observer.disconnect();
      chart.destroy();
      plot.current = null;
    };
  }, [truth, zone, height, scheme, isFiltered]);

  useEffect(() => {
    plot.current?.setData(dataOf(latest.current), true);
  }, [series, filtered, distrusted, bounds[0], bounds[1], window.from, window.to]);

  return <div ref={box} className={css.plot} role="img" aria-label={props.label} />;
}

function dataOf({ series, filtered }: Props): uPlot.AlignedData {
  return filtered === null ? [series.xs, series.ys] : [series.xs, series.ys, [...filtered]];
}

function optionsFor(parent: HTMLElement, latest: { current: Props }): uPlot.Options {
  const { truth, zone, height, filtered } = latest.current;
  const token = (name: string) => getComputedStyle(parent).getPropertyValue(name).trim();
  const font = `11px ${getComputedStyle(parent).fontFamily}`;
  const axis: uPlot.Axis = {
    stroke: token('--cp-text-3'),
    grid: { stroke: token('--cp-grid'), width: 1 },
    ticks: { show: false },
    font,
  };
  // Beside a filtered line the measured one steps back: it is the cloud that the other runs through.
  const line = token(filtered === null ? '--cp-line-measured' : '--cp-line-raw');
  const distrust = token('--cp-warn');
  const stepped = uPlot.paths.stepped?.({ align: 1 });
  return {
    width: parent.clientWidth || 300,
    height,
    ms: 1,
    legend: { show: false },
    tzDate: (ts) => dateIn(zone, ts),
    padding: [8, 20, 0, 0],
    cursor: {
      sync: { key: CURSORS.key },
      drag: { x: true, y: false, setScale: false },
      points: { size: 7 },
      bind: {
        dblclick: () => () => {
          latest.current.onZoomOut();
          return null;
        },
      },
    },
    scales: {
      x: { time: true, range: () => [latest.current.window.from, latest.current.window.to] },
      y: { range: () => (truth ? [-0.15, 1.15] : [...latest.current.bounds]) },
    },
    series: [
      {},
      {
        stroke: line,
        width: 1.5,
        spanGaps: false,
        points: { show: false },
        ...(truth && stepped ? { paths: stepped, fill: token('--cp-fill-measured'), fillTo: 0 } : {}),
      },
      ...(filtered === null
        ? []
        : [{ stroke: token('--cp-line-filtered'), width: 1, spanGaps: false, points: { show: false } }]),
    ],
    axes: [
      { ...axis, space: 72, size: 26, values: (_chart, splits, _axis, _space, stepMs) => timeLabels(zone, splits, stepMs) },
      {
        ...axis,
        size: 56,
        space: 28,
        ...(truth
          ? { splits: () => [0, 1], values: () => [...latest.current.truthWords] }
          : { values: (_chart: uPlot, splits: number[]) => splits.map((split) => latest.current.formatTick(split)) }),
      },
    ],
    hooks: {
      drawAxes: [(chart) => drawDistrust(chart, latest.current.distrusted, distrust)],
      draw: [(chart) => drawBeyond(chart, latest.current.beyond, distrust)],
      setCursor: [
        (chart) => {
          const at = chart.cursor.idx;
          const ts = at == null ? undefined : chart.data[0][at];
          const read = (line: number) => (at == null ? null : (chart.data[line]?.[at] ?? null));
          latest.current.onPoint(ts ?? null, read(1), read(2));
        },
      ],
      setSelect: [
        (chart) => {
          if (chart.select.width > 3) {
            const from = chart.posToVal(chart.select.left, 'x');
            const to = chart.posToVal(chart.select.left + chart.select.width, 'x');
            chart.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
            latest.current.onZoom(from, to);
          }
        },
      ],
    },
  };
}

/** A stretch is never drawn narrower than this: one bad value in a week is to be seen. CSS pixels. */
const STRETCH_MIN = 3;

/** Hatches the stretches in which values are distrusted, below the lines, with a bar at their top. */
function drawDistrust(chart: uPlot, stretches: readonly Stretch[], colour: string): void {
  const { ctx, bbox } = chart;
  const pixel = uPlot.pxRatio;
  const hatch = stretches.length === 0 ? null : hatchOf(ctx, colour, pixel);
  if (hatch === null) {
    return;
  }
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  for (const { from, to } of stretches) {
    const start = chart.valToPos(from, 'x', true);
    const end = chart.valToPos(to, 'x', true);
    const width = Math.max(end - start, STRETCH_MIN * pixel);
    const left = (start + end - width) / 2;
    ctx.globalAlpha = 0.45;
    ctx.fillStyle = hatch;
    ctx.fillRect(left, bbox.top, width, bbox.height);
    ctx.globalAlpha = 1;
    ctx.fillStyle = colour;
    ctx.fillRect(left, bbox.top, width, 2 * pixel);
  }
  ctx.restore();
}

/** Half the width of a mark at the edge, and its height. CSS pixels. */
const MARK = 5;

/** Points, from within the edge, at the values that lie beyond it; of those that fall together one tells enough. */
function drawBeyond(chart: uPlot, values: readonly Beyond[], colour: string): void {
  const { ctx, bbox } = chart;
  const size = MARK * uPlot.pxRatio;
  const last = { low: Number.NEGATIVE_INFINITY, high: Number.NEGATIVE_INFINITY };
  ctx.save();
  ctx.fillStyle = colour;
  for (const { ts, edge } of values) {
    const x = chart.valToPos(ts, 'x', true);
    if (x - last[edge] < 2 * size) {
      continue;
    }
    last[edge] = x;
    const tip = edge === 'high' ? bbox.top : bbox.top + bbox.height;
    const base = edge === 'high' ? tip + 1.6 * size : tip - 1.6 * size;
    ctx.beginPath();
    ctx.moveTo(x, tip);
    ctx.lineTo(x + size, base);
    ctx.lineTo(x - size, base);
    ctx.fill();
  }
  ctx.restore();
}

/** Lines from the lower left to the upper right. */
function hatchOf(ctx: CanvasRenderingContext2D, colour: string, pixel: number): CanvasPattern | null {
  const size = Math.round(7 * pixel);
  const tile = document.createElement('canvas');
  tile.width = size;
  tile.height = size;
  const pen = tile.getContext('2d');
  if (pen === null) {
    return null;
  }
  pen.strokeStyle = colour;
  pen.lineWidth = pixel;
  // The corners are drawn too, so that the lines go on from tile to tile.
  for (const shift of [-size, 0, size]) {
    pen.moveTo(shift - 1, size + 1);
    pen.lineTo(shift + size + 1, -1);
  }
  pen.stroke();
  return ctx.createPattern(tile, 'repeat');
}

const HOUR = 3_600_000;
const two = (n: number) => String(n).padStart(2, '0');

/** The instant as a Date whose local fields are those of the zone. */
function dateIn(zone: Zone, ts: number): Date {
  return zone === 'utc' ? uPlot.tzDate(new Date(ts), 'Etc/UTC') : new Date(ts);
}

/** 24 hour labels that fit the step; where a new day begins, its date. */
function timeLabels(zone: Zone, splits: number[], stepMs: number): string[] {
  let day = dateIn(zone, splits[0] ?? 0).getDate();
  return splits.map((ts) => {
    const date = dateIn(zone, ts);
    const calendar = `${two(date.getDate())}.${two(date.getMonth() + 1)}.`;
    const seconds = stepMs < 60_000 ? `:${two(date.getSeconds())}` : '';
    const newDay = date.getDate() !== day;
    day = date.getDate();
    return newDay || stepMs >= 24 * HOUR ? calendar : `${two(date.getHours())}:${two(date.getMinutes())}${seconds}`;
  });
}
