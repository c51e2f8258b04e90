package org.invigilator.input;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * A workbook as the reader needs it, copied in memory from one in another form that is just as
 * valid: Strict Open XML (ISO/IEC 29500), dates as ISO 8601 texts, no styles, or names of parts
 * with backslashes. Only one that {@link WorkbookInput#refusal} accepts is copied.
 */
final class WorkbookCopy {
  /** More than that is not copied in memory. */
  private static final long MOST = 256L << 20;

  private static final String STYLES = "xl/styles.xml";
  private static final String STYLES_TYPE =
      "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml";
  private static final String NO_STYLES =
      "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><cellXfs count=\"1\"><xf numFmtId=\"0\"/></cellXfs></styleSheet>";

  /** The addresses of Strict Open XML, and those that the reader knows. */
  private static final Map<String, String> ADDRESSES =
      Map.of(
          "http://purl.oclc.org/ooxml/spreadsheetml/main",
          "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
          "http://purl.oclc.org/ooxml/officeDocument/",
          "http://schemas.openxmlformats.org/officeDocument/2006/",
          "http://purl.oclc.org/ooxml/drawingml/main",
          "http://schemas.openxmlformats.org/drawingml/2006/main");

  private static final Pattern ISO_DATE = Pattern.compile("(<(?:\\w+:)?c\\b[^>]*\\st=)\"d\"");
  private static final Pattern DATE_1904 =
      Pattern.compile("<(?:\\w+:)?workbookPr\\b[^>]*\\bdate1904=\"(?:1|true|on)\"");

  private final ZipFile zip;
  private long bytes;

  private WorkbookCopy(ZipFile zip) {
    this.zip = zip;
  }

  /** The copy; empty where the reader can read the file itself. */
  static Optional<byte[]> of(ZipFile zip) throws IOException {
    WorkbookCopy copy = new WorkbookCopy(zip);
    return copy.isNeeded() ? Optional.of(copy.written()) : Optional.empty();
  }

  /** Whether the workbook counts its days from 1904. */
  static boolean isFrom1904(ZipFile zip) throws IOException {
    WorkbookCopy copy = new WorkbookCopy(zip);
    for (ZipArchiveEntry part : copy.parts()) {
      if (name(part).equals("xl/workbook.xml")) {
        return DATE_1904.matcher(copy.text(part)).find();
      }
    }
    return false;
  }

  private List<ZipArchiveEntry> parts() {
    return Collections.list(zip.getEntries());
  }

  private static String name(ZipArchiveEntry part) {
    return part.getName().replace('\\', '/');
  }

  private boolean isNeeded() throws IOException {
    Set<String> names = new HashSet<>();
    for (ZipArchiveEntry part : parts()) {
      names.add(part.getName());
      boolean sheet = name(part).startsWith("xl/worksheets/");
      if (part.getName().indexOf('\\') >= 0
          || (name(part).equals("xl/workbook.xml") && text(part).contains("purl.oclc.org/ooxml"))
          || (sheet && hasIsoDates(part))) {
        return true;
      }
    }
    return !names.contains(STYLES);
  }

  /** Reads a sheet piece by piece, for it may be large. */
  private boolean hasIsoDates(ZipArchiveEntry part) throws IOException {
    byte[] sought = " t=\"d\"".getBytes(StandardCharsets.US_ASCII);
    int met = 0;
    byte[] piece = new byte[1 << 16];
    try (InputStream in = zip.getInputStream(part)) {
      for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
        for (int i = 0; i < length; i++) {
          met = piece[i] == sought[met] ? met + 1 : piece[i] == sought[0] ? 1 : 0;
          if (met == sought.length) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private String text(ZipArchiveEntry part) throws IOException {
    try (InputStream in = zip.getInputStream(part)) {
      byte[] all = in.readNBytes((int) Math.min(MOST + 1 - bytes, Integer.MAX_VALUE - 8));
      bytes += all.length;
      if (bytes > MOST) {
        throw new BoundedStream.TooLarge("a workbook that must be copied");
      }
      return new String(all, StandardCharsets.UTF_8);
    }
  }

  private byte[] written() throws IOException {
    bytes = 0;
    Set<String> names = new HashSet<>();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream copy = new ZipOutputStream(out)) {
      boolean styled = parts().stream().anyMatch(part -> name(part).equals(STYLES));
      for (ZipArchiveEntry part : parts()) {
        String name = name(part);
        if (names.add(name) && (name.endsWith(".xml") || name.endsWith(".rels"))) {
          write(copy, name, asRead(name, text(part), styled));
        }
      }
      if (!styled) {
        write(copy, STYLES, NO_STYLES);
      }
    }
    return out.toByteArray();
  }

  private static void write(ZipOutputStream copy, String name, String text) throws IOException {
    copy.putNextEntry(new ZipEntry(name));
    copy.write(text.getBytes(StandardCharsets.UTF_8));
    copy.closeEntry();
  }

  private static String asRead(String name, String text, boolean styled) {
    String read = text;
    for (Map.Entry<String, String> address : ADDRESSES.entrySet()) {
      read = read.replace(address.getKey(), address.getValue());
    }
    if (name.startsWith("xl/worksheets/")) {
      read = ISO_DATE.matcher(read).replaceAll("$1\"str\"");
    }
    return name.equals("[Content_Types].xml") && !styled
        ? read.replace(
            "</Types>",
            "<Override PartName=\"/" + STYLES + "\" ContentType=\"" + STYLES_TYPE + "\"/></Types>")
        : read;
  }
}
