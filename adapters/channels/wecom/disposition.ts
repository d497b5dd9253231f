/** The file's name in a Content-Disposition, its UTF-8 form first; empty where there is none. */
export function nameIn(header: string | null): string {
  const [, encoded] = /filename\*=utf-8''([^;\s]+)/i.exec(header ?? '') ?? [];
  const [, plain] = /filename="?([^";]+)"?/i.exec(header ?? '') ?? [];
  try {
    return decodeURIComponent(encoded ?? plain ?? '');
  } catch {
    return plain ?? '';
  }
}
