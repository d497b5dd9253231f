/** A type of file as people name it. */
export interface FileType {
  /** The media types that content of that type is found to have. */
  readonly mediaTypes: readonly string[];
  /** It runs for some time. */
  readonly video?: true;
}

/** File types by extension. */
export const fileTypes: Readonly<Record<string, FileType>> = {
  pdf: { mediaTypes: ['application/pdf'] },
  jpg: { mediaTypes: ['image/jpeg'] },
  png: { mediaTypes: ['image/png'] },
  tif: { mediaTypes: ['image/tiff'] },
  bmp: { mediaTypes: ['image/bmp', 'image/x-ms-bmp'] },
  webp: { mediaTypes: ['image/webp'] },
  heic: { mediaTypes: ['image/heic', 'image/heif'] },
  docx: { mediaTypes: ['application/vnd.openxmlformats-officedocument.wordprocessingml.document'] },
  xlsx: { mediaTypes: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'] },
  pptx: { mediaTypes: ['application/vnd.openxmlformats-officedocument.presentationml.presentation'] },
  doc: { mediaTypes: ['application/msword', 'application/x-cfb'] },
  xls: { mediaTypes: ['application/vnd.ms-excel', 'application/x-cfb'] },
  ppt: { mediaTypes: ['application/vnd.ms-powerpoint', 'application/x-cfb'] },
  wps: { mediaTypes: ['application/x-cfb'] },
  ofd: { mediaTypes: ['application/ofd', 'application/zip'] },
  zip: { mediaTypes: ['application/zip'] },
  rar: { mediaTypes: ['application/x-rar-compressed', 'application/vnd.rar'] },
  mp4: { mediaTypes: ['video/mp4', 'video/x-m4v'], video: true },
  mov: { mediaTypes: ['video/quicktime'], video: true },
  avi: { mediaTypes: ['video/vnd.avi', 'video/x-msvideo'], video: true },
  mkv: { mediaTypes: ['video/matroska', 'video/x-matroska'], video: true },
  webm: { mediaTypes: ['video/webm'], video: true },
  // Told by its first stream, which in a video with sound is often the sound.
  wmv: {
    mediaTypes: ['video/x-ms-asf', 'audio/x-ms-asf', 'application/vnd.ms-asf', 'video/x-ms-wmv'],
    video: true,
  },
};

/** Said where a file is asked for and cannot be sent: no place where it can be seen. */
export const cannotSend: readonly string[] = [
  '不方便',
  '不方便发',
  '不方便提供',
  '不方便上传',
  '发不了',
  '发不出来',
  '没法发',
  '不能发',
  '不发',
  '不发了',
  '没带',
  '没在手边',
  '不在手边',
  '找不到',
  '找不到了',
  '传不上去',
  '涉密',
  '保密',
];
