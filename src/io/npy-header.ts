import { dataError } from "../base/data-error.ts";
import { describe } from "../base/refusal.ts";

/** What the header of a .npy file says. */
export interface NpyHeader {
  /** Bytes of one number: 4 (float32) or 8 (float64). */
  readonly itemSize: 4 | 8;
  readonly littleEndian: boolean;
  /** True if the first index runs fastest. */
  readonly fortranOrder: boolean;
  readonly shape: readonly number[];
  /** Where the numbers start, in bytes from the start of the file. */
  readonly dataOffset: number;
}

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

/** One entry of the header's Python dictionary: a text, a boolean, a tuple of integers or (refused later) a list. */
const ENTRY =
  /\s*(?:'(?<key>\w+)'|"(?<quotedKey>\w+)")\s*:\s*(?:'(?<text>[^'\\]*)'|"(?<quotedText>[^"\\]*)"|(?<truth>True|False)|\((?<tuple>[\d\s,]*)\)|(?<list>\[.*\]))\s*(?<separator>,|(?=\}))/sy;
const END = /\s*\}\s*$/y;

function parseDictionary(source: string, text: string): Map<string, RegExpExecArray> {
  const entries = new Map<string, RegExpExecArray>();
  const junk = dataError(source, "its header is not the dictionary that the .npy format demands");
  if (!text.startsWith("{")) throw junk;
  let position = 1;
  for (;;) {
    END.lastIndex = position;
    if (END.test(text)) return entries;
    ENTRY.lastIndex = position;
    const entry = ENTRY.exec(text);
    const key = entry?.groups?.["key"] ?? entry?.groups?.["quotedKey"];
    if (entry === null || key === undefined || entries.has(key)) throw junk;
    entries.set(key, entry);
    position = ENTRY.lastIndex;
  }
}

function parseShape(tuple: string): readonly number[] | undefined {
  const items = tuple.split(",").map((item) => item.trim());
  // A Python tuple may end with a comma, and one of a single number must.
  if (items.at(-1) === "") items.pop();
  return items.every((item) => /^\d+$/.test(item)) ? items.map(Number) : undefined;
}

function elementOf(source: string, entry: RegExpExecArray): Pick<NpyHeader, "itemSize" | "littleEndian"> {
  const type = entry.groups?.["text"] ?? entry.groups?.["quotedText"];
  if (type !== undefined && /^[<>]f[48]$/.test(type)) {
    return { itemSize: type.endsWith("4") ? 4 : 8, littleEndian: type.startsWith("<") };
  }
  const what =
    type === undefined
      ? "records or a malformed type"
      : type.includes("O")
        ? "Python objects"
        : `numbers of type ${describe(type)}`;
  throw dataError(source, `holds ${what}; only float32 and float64 are read ("<f4", "<f8", ">f4", ">f8")`);
}

/**
 * Parses the header of a .npy file, format versions 1.0, 2.0 and 3.0 (NumPy Enhancement Proposal 1 and
 * `numpy.lib.format`): magic, version, header length (16 bits in version 1, 32 after it) and a Python
 * dictionary of exactly `descr`, `fortran_order` and `shape`.
 *
 * @param source the file's name, for messages
 * @throws a data error that says what is wrong
 */
export function parseNpyHeader(source: string, bytes: Uint8Array): NpyHeader {
  if (MAGIC.some((byte, i) => bytes[i] !== byte)) throw dataError(source, "is not a .npy file (wrong magic)");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const cut = dataError(source, "is cut short within its header");
  if (bytes.length < 12) throw cut;
  const [major, minor] = [view.getUint8(6), view.getUint8(7)];
  if (major < 1 || major > 3 || minor !== 0) {
    throw dataError(source, `has the .npy format version ${major}.${minor}; 1.0, 2.0 and 3.0 are read`);
  }
  const headerStart = major === 1 ? 10 : 12;
  const dataOffset = headerStart + (major === 1 ? view.getUint16(8, true) : view.getUint32(8, true));
  if (dataOffset > bytes.length) throw cut;
  const text = new TextDecoder(major === 3 ? "utf-8" : "latin1").decode(
    bytes.subarray(headerStart, dataOffset),
  );
  const entries = parseDictionary(source, text);
  const descr = entries.get("descr");
  const order = entries.get("fortran_order")?.groups?.["truth"];
  const shape = parseShape(entries.get("shape")?.groups?.["tuple"] ?? "?");
  if (descr === undefined || order === undefined || shape === undefined || entries.size !== 3) {
    throw dataError(
      source,
      "its header lacks a proper descr, fortran_order or shape, or has more than these",
    );
  }
  return { ...elementOf(source, descr), fortranOrder: order === "True", shape, dataOffset };
}
