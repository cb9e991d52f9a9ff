// Square pieces of pages as the desk draws them, kept as long as there is room.

/** Pixels across of a tile. */
export const side = 512;
/** Dots an inch of the zoom steps that the desk draws; 96 is a page at its own size. */
export const steps = [24, 36, 48, 72, 96, 144, 192, 288, 384, 576, 768];
const room = 160;

/** Pictures of tiles by address; the least used go first. */
export class Tiles {
  #kept = new Map();
  #coming = new Map();

  constructor(arrived) { this.arrived = arrived; }

  has(address) { return this.#kept.has(address); }

  get(address) {
    const picture = this.#kept.get(address);
    if (picture) {
      this.#kept.delete(address);
      this.#kept.set(address, picture);
    }
    return picture;
  }

  put(address, picture) {
    this.#kept.set(address, picture);
    if (this.#kept.size > room) {
      const [oldest] = this.#kept.keys();
      this.#kept.delete(oldest);
    }
  }

  fetch(address) {
    let coming = this.#coming.get(address);
    if (!coming) {
      coming = this.#load(address).finally(() => this.#coming.delete(address));
      this.#coming.set(address, coming);
    }
    return coming;
  }

  async #load(address) {
    try {
      const response = await fetch(address);
      if (!response.ok) return;
      this.put(address, await createImageBitmap(await response.blob()));
    } catch {
      // The desk is not reached; the tile is asked for again when the page is drawn again.
      return;
    }
    this.arrived(address);
  }

  /** Tiles of a page that show nothing of what changed are the new version's too. */
  carryOver(old, fresh, isSame) {
    for (const [address, picture] of [...this.#kept]) {
      const [kind, digest, zoom, column, row] = address.split('/');
      if (kind === 'tile' && digest === old && isSame(+zoom, +column, +row)) {
        this.put(['tile', fresh, zoom, column, row].join('/'), picture);
      }
    }
  }
}
