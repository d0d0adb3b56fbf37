import type { LayoutMode } from '@t333/core/layout';
import type { MultiStreamGrid } from '@t333/elements/multi-stream-grid';
import '@t333/elements/multi-stream-grid/define';
import { useState } from 'react';
import { CAMERAS } from './cameras';
import { WallSummary } from './wall-summary';

const LAYOUTS: readonly LayoutMode[] = ['grid', 'focus', 'pip', 'columns', 'free'];

export function App() {
  const [layout, setLayout] = useState<LayoutMode>('grid');
  const [grid, setGrid] = useState<MultiStreamGrid | null>(null);

  return (
    <>
      <header>
        {LAYOUTS.map((mode) => (
          <button key={mode} type="button" aria-pressed={mode === layout} onClick={() => setLayout(mode)}>
            {mode}
          </button>
        ))}
        {grid && <WallSummary wall={grid.wall} />}
      </header>
      <multi-stream-grid
        ref={setGrid}
        label="Cameras"
        streams={CAMERAS}
        layout={layout}
        onlayoutchange={({ state }) => setLayout(state.layout)}
      />
    </>
  );
}
