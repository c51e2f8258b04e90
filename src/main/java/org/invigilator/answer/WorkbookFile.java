package org.invigilator.answer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A file that should be a workbook, checked before anything in it is read. */
record WorkbookFile(Path file) {
  private static final long LARGEST_FILE = 200L << 20;
  private static final long LARGEST_INFLATED = 2L << 30;
  private static final long LARGEST_TEXTS = 256L << 20;
  private static final int MOST_PARTS = 20_000;
  private static final int DENSEST = 200;
  private static final String NOT_A_WORKBOOK =
      "This file is not a workbook. Save it as an Excel workbook (.xlsx).";
  private static final String TOO_LARGE =
      "This file is far larger than a workbook, so it was not opened. Send back the workbook itself.";

  /** Why the file must not be opened. */
  Optional<String> problem() {
    try {
      if (Files.size(file) > LARGEST_FILE) {
        return Optional.of(
            "This file is larger than 200 MB, so it was not opened. Send back the workbook itself.");
      }
      byte[] head = new byte[8];
      try (InputStream in = Files.newInputStream(file)) {
        int length = in.readNBytes(head, 0, 8);
        if (length == 8 && (head[0] & 0xff) == 0xd0 && (head[1] & 0xff) == 0xcf) {
          return Optional.of(
              "This file has a password or is in Excel's old format. Save it as .xlsx without a password.");
        }
        if (length < 4 || head[0] != 'P' || head[1] != 'K') {
          return Optional.of(NOT_A_WORKBOOK);
        }
      }
      return problemWithContents();
    } catch (IOException e) {
      return Optional.of("This file is incomplete or damaged. Copy it here again.");
    }
  }

  /** Unpacks everything once and keeps nothing, so that reading it later is known to be bounded. */
  private Optional<String> problemWithContents() throws IOException {
    long all = 0;
    byte[] buffer = new byte[1 << 16];
    try (ZipFile zip = new ZipFile(file.toFile())) {
      if (zip.size() > MOST_PARTS) {
        return Optional.of(TOO_LARGE);
      }
      for (Iterator<? extends ZipEntry> parts = zip.entries().asIterator(); parts.hasNext(); ) {
        ZipEntry part = parts.next();
        long size = 0;
        long most =
            part.getName().endsWith("sharedStrings.xml") ? LARGEST_TEXTS : LARGEST_INFLATED - all;
        try (InputStream in = zip.getInputStream(part)) {
          for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            size += read;
            if (size > most
                || (size > 32 << 20 && size > DENSEST * Math.max(1, part.getCompressedSize()))) {
              return Optional.of(TOO_LARGE);
            }
          }
        }
        all += size;
      }
      if (zip.getEntry("xl/workbook.xml") == null) {
        return Optional.of(NOT_A_WORKBOOK);
      }
    }
    return Optional.empty();
  }
}
