import { dataError } from "../base/data-error.ts";
import { zeros } from "../base/matrix.ts";
import type { Matrix } from "../base/matrix.ts";
import type { UpdateRounds } from "../learning/update-rounds.ts";
import { parseNpyHeader } from "./npy-header.ts";
import type { NpyHeader } from "./npy-header.ts";

/** Round, client and coordinate counts. @throws a data error for other dimensions or a size that does not fit the file. */
function sizesOf(source: string, header: NpyHeader, available: number): readonly [number, number, number] {
  const { shape, itemSize } = header;
  const shown = `(${shape.join(", ")})`;
  if (shape.length !== 2 && shape.length !== 3) {
    throw dataError(
      source,
      `has the shape ${shown}; clients × coordinates or rounds × clients × coordinates is read`,
    );
  }
  if (shape.includes(0)) throw dataError(source, `has the shape ${shown} and so holds no numbers`);
  const needed = shape.reduce((product, size) => product * size, itemSize);
  if (available < needed) {
    throw dataError(source, `is cut short: ${available} bytes of numbers, ${needed} for the shape ${shown}`);
  }
  if (available > needed)
    throw dataError(source, `has ${available - needed} bytes too many after its numbers`);
  return [shape.length === 3 ? shape[0]! : 1, shape.at(-2)!, shape.at(-1)!];
}

/**
 * Parses model updates from the bytes of a .npy file: N × d (one round) or T × N × d, float32 or float64 of
 * either byte order, in C or Fortran order. Positions in messages count from 0.
 *
 * @param source the file's name, for messages
 * @throws a data error for anything else, and for numbers that are not finite
 */
export function parseNpy(source: string, bytes: Uint8Array): UpdateRounds {
  const header = parseNpyHeader(source, bytes);
  const { itemSize, littleEndian, fortranOrder, dataOffset } = header;
  const [rounds, clients, coordinates] = sizesOf(source, header, bytes.length - dataOffset);
  const view = new DataView(bytes.buffer, bytes.byteOffset + dataOffset);
  const [roundStride, clientStride, coordinateStride] = fortranOrder
    ? [1, rounds, rounds * clients]
    : [clients * coordinates, coordinates, 1];

  const readRound = (round: number): Matrix => {
    const matrix = zeros(clients, coordinates);
    for (let client = 0; client < clients; client++) {
      for (let coordinate = 0; coordinate < coordinates; coordinate++) {
        const at = (round * roundStride + client * clientStride + coordinate * coordinateStride) * itemSize;
        const value = itemSize === 4 ? view.getFloat32(at, littleEndian) : view.getFloat64(at, littleEndian);
        if (!Number.isFinite(value)) {
          const where = `${rounds > 1 ? `round ${round}, ` : ""}client ${client}, coordinate ${coordinate}`;
          throw dataError(source, `${where}: expected a finite number, got ${value}`);
        }
        matrix.data[client * coordinates + coordinate] = value;
      }
    }
    return matrix;
  };
  return Array.from({ length: rounds }, (_, round) => readRound(round));
}
