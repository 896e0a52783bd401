import { dataError } from "../base/data-error.ts";

/**
 * What a text says as JSON.
 *
 * @param source where it is from, for the message
 * @throws a data error for text that is none
 */
export function parseJson(source: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw dataError(source, `is not valid JSON: ${(error as Error).message}`);
  }
}
