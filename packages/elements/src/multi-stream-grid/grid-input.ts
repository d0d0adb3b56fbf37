import { neighbour, type ArrowDirection } from '@t333/core/layout';
import type { QualityManager } from '@t333/core/quality';
import type { SyncGroup } from '@t333/core/sync';
import { dragTile, nudgeTile, type Arrangement } from './drag-tiles.ts';
import { commandForKey, keyIsTaken, type GridCommand } from './hotkeys.ts';
import type { TileAction } from './tile-bar/stream-tile-bar.events.ts';
import type { StreamTile } from './stream-tile.ts';
import { chooseQuality, showAudioOnly } from './tile-quality.ts';

/** What the input acts on. */
export interface GridPort {
  readonly element: HTMLElement & {
    readonly hotkeys: 'focus' | 'page' | 'off';
    readonly group: SyncGroup | null;
    readonly quality: QualityManager | null;
  };
  /** What the tiles lie in. */
  root(): HTMLElement;
  arrangement(): Arrangement;
  /** The one tile in the page's tab order: where the keyboard is, or will be. */
  current(): string | null;
  setCurrent(id: string): void;
}

/** On the page around, these keys go on doing what they do there: scroll, select text, press a button. */
const INSIDE_ONLY = new Set<GridCommand['kind']>(['select', 'step', 'move', 'resize', 'remove']);

const STEPPING = new Set<GridCommand['kind']>(['step', 'move', 'resize']);

/** What an arrow moves synchronised videos by. */
const SEEK_SECONDS = 5;

/** Turns pointer, keys and the tiles' bars into acts on the wall. */
export class GridInput {
  readonly #port: GridPort;
  /** The click that goes on, and a double click with it, only chooses its tile. */
  #onlyChooses = false;

  constructor(port: GridPort) {
    this.#port = port;
  }

  listen(signal: AbortSignal): void {
    const root = this.#port.root();
    const on = <Name extends keyof HTMLElementEventMap>(
      type: Name,
      act: (id: string, event: HTMLElementEventMap[Name]) => void,
    ): void =>
      root.addEventListener(
        type,
        (event) => {
          const id = this.#stage.idOf(event);
          if (id === null) return;
          // What a bar asks for is between it and its grid.
          if (type.startsWith('tile')) event.stopPropagation();
          act(id, event);
        },
        // A click before its player has it, which a bar of its own would pause.
        { signal, capture: type === 'click' },
      );
    on('click', (id, event) => this.#click(id, event));
    on('focusin', (id) => this.#port.setCurrent(id));
    on('tileaction', (id, event) => void this.#act(id, event.action));
    on('tilevolume', (id, event) => this.#wall.setVolume(id, event.volume));
    on('tilequality', (id, choice) => {
      const player = this.#stage.get(id)?.player;
      const { quality } = this.#port.element;
      if (player && quality) chooseQuality(quality, player, choice);
      // Who wants the sound alone wants to hear it.
      if (choice.audioOnly) this.#wall.setAudible(id);
    });
    on('tilegrab', (id, event) => {
      this.#port.setCurrent(id);
      dragTile(this.#port.arrangement, id, event.handle, event.press);
    });
    root.ownerDocument.addEventListener('keydown', (event) => this.#onKey(event), { signal });
    showAudioOnly(this.#port.element, this.#stage, signal);
  }

  get #wall(): Arrangement['wall'] {
    return this.#port.arrangement().wall;
  }

  get #stage(): Arrangement['stage'] {
    return this.#port.arrangement().stage;
  }

  /** A tile that is chosen is focused and heard. */
  choose(id: string): void {
    this.#port.setCurrent(id);
    this.#wall.focus(id);
    this.#wall.setMuted(id, false);
  }

  /** A click on the picture of a tile that is not chosen yet chooses it, and does nothing else. */
  #click(id: string, event: MouseEvent): void {
    if (!isPlain(event)) return;
    const { focusId, audibleId } = this.#wall.state.getSnapshot();
    if (event.detail < 2) this.#onlyChooses = focusId !== id || audibleId !== id;
    if (this.#onlyChooses) event.preventDefault();
    this.choose(id);
  }

  #onKey(event: KeyboardEvent): void {
    const { element } = this.#port;
    if (element.hotkeys === 'off' || keyIsTaken(event)) return;
    const inside = event.composedPath().includes(element);
    // A dialog over the page has the keyboard to itself.
    if (!inside && (element.hotkeys !== 'page' || element.ownerDocument.querySelector('dialog:modal'))) return;
    const command = commandForKey(event);
    if (!command || (!inside && INSIDE_ONLY.has(command.kind))) return;
    // A key that is held down steps on, but must not mute, or remove, one tile after the other.
    if (event.repeat && !STEPPING.has(command.kind)) return;
    if (this.#obey(command)) event.preventDefault();
  }

  /** @returns whether there was something to do it with */
  #obey(command: GridCommand): boolean {
    const id = this.#port.current();
    if (id === null) return false;
    switch (command.kind) {
      case 'go-to': {
        const tile = this.#wall.state.getSnapshot().tiles[command.index];
        if (!tile) return false;
        this.#wall.focus(tile.id);
        this.#moveFocus(tile.id);
        return true;
      }
      case 'step':
        this.#step(id, command.direction);
        return true;
      case 'move':
      case 'resize':
        this.#shift(id, command.kind, command.direction);
        return true;
      case 'select':
        this.choose(id);
        return true;
      case 'play': {
        const group = this.#groupOf(id);
        if (group) {
          if (group.state.getSnapshot().playing) group.pause();
          else void group.play();
          return true;
        }
        const player = this.#stage.get(id)?.player;
        if (!player) return false;
        if (player.state.getSnapshot().paused) player.play().catch(reportedInState);
        else player.pause();
        return true;
      }
      case 'mute':
        this.#wall.setMuted(id, this.#wall.state.getSnapshot().audibleId === id);
        return true;
      case 'fullscreen-wall':
        void toggleFullscreen(this.#port.element);
        return true;
      default:
        void this.#act(id, command.kind);
        return true;
    }
  }

  /** The group that a tile takes part in. */
  #groupOf(id: string): SyncGroup | null {
    const { group } = this.#port.element;
    return group?.state.getSnapshot().members.some((member) => member.id === id) ? group : null;
  }

  /** From tile to tile, or, where left and right are earlier and later, up and down through all of them. */
  #step(id: string, direction: ArrowDirection): void {
    const { group } = this.#port.element;
    const { rects, rtl, wall } = this.#port.arrangement();
    if (!group || group.state.getSnapshot().members.length === 0) {
      this.#moveFocus(neighbour(rects, id, direction));
    } else if (direction === 'up' || direction === 'down') {
      const { tiles } = wall.state.getSnapshot();
      const index = tiles.findIndex((tile) => tile.id === id);
      this.#moveFocus(tiles[index + (direction === 'down' ? 1 : -1)]?.id ?? null);
    } else {
      const isLater = (direction === 'right') !== rtl;
      void group.seek(group.currentTime + (isLater ? SEEK_SECONDS : -SEEK_SECONDS));
    }
  }

  #shift(id: string, handle: 'move' | 'resize', direction: ArrowDirection): void {
    const arrangement = this.#port.arrangement();
    const { layout, tiles } = this.#wall.state.getSnapshot();
    if (layout === 'free') {
      nudgeTile(arrangement, id, handle, direction);
    } else if (handle === 'move') {
      const target = neighbour(arrangement.rects, id, direction);
      if (target !== null)
        this.#wall.move(
          id,
          tiles.findIndex((tile) => tile.id === target),
        );
    }
  }

  #moveFocus(id: string | null): void {
    if (id !== null) this.#stage.get(id)?.focus();
  }

  async #act(id: string, action: TileAction): Promise<void> {
    const tile = this.#stage.get(id);
    if (!tile) return;
    if (action === 'remove') {
      // The keyboard goes on at the next tile; before the removal, which would take it along.
      const { tiles } = this.#wall.state.getSnapshot();
      const index = tiles.findIndex((one) => one.id === id);
      const heir = tiles[index + 1] ?? tiles[index - 1];
      if (heir && tile.matches(':focus-within')) this.#moveFocus(heir.id);
      this.#wall.remove(id);
    } else if (action === 'fullscreen') await toggleFullscreen(tile, tile.media);
    else if (action === 'pip') await togglePictureInPicture(tile);
    else this.#wall.setMuted(id, action === 'mute');
  }
}

/** A click on the picture, rather than on a control that lies upon it. */
const isPlain = (event: Event): boolean =>
  !event
    .composedPath()
    .some(
      (node) =>
        node instanceof Element && node.matches('stream-tile-bar, button, input, a, [role=slider], [role=menu]'),
    );

/** A refusal to play stands in the player's state, and its tile shows it. */
function reportedInState(): void {}

/** Phones without fullscreen for any element have it for videos. */
type PhoneVideo = HTMLVideoElement & { webkitEnterFullscreen?(): void };

const videoOf = (media: Element | null): PhoneVideo | null =>
  media?.shadowRoot?.querySelector('video') ?? (media instanceof HTMLVideoElement ? media : null);

async function toggleFullscreen(element: HTMLElement, media: Element | null = null): Promise<void> {
  try {
    if (element.matches(':fullscreen')) await element.ownerDocument.exitFullscreen();
    else if ('requestFullscreen' in element) await element.requestFullscreen();
    else videoOf(media)?.webkitEnterFullscreen?.();
  } catch {
    // Without a gesture, or where the page forbids it: nothing was promised, nothing is lost.
  }
}

async function togglePictureInPicture({ media, ownerDocument }: StreamTile): Promise<void> {
  try {
    const video = videoOf(media);
    const root = video?.getRootNode() as (Document | ShadowRoot) | undefined;
    if (video && root?.pictureInPictureElement === video) await ownerDocument.exitPictureInPicture();
    else await video?.requestPictureInPicture?.();
  } catch {
    // As above.
  }
}
