package org.invigilator.report.workbook;

import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;
import java.time.ZoneId;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/**
 * The ZIP of an Office file whose parts have the time of the audit instead of the clock's, so that
 * equal content gives equal bytes.
 */
public final class DatedZip extends ZipArchiveOutputStream {
  private final LocalDate on;

  /**
   * @param on the date of all parts
   */
  public DatedZip(OutputStream out, LocalDate on) {
    super(out);
    this.on = on;
    // Some programs do not read Zip64 where it is not needed.
    setUseZip64(Zip64Mode.AsNeeded);
  }

  /** Writes the content of an Office file. */
  public interface Content {
    void writeTo(OutputStream zip) throws IOException;
  }

  /** Writes an Office file that gives its parts to the stream that it gets. */
  public static void write(LocalDate on, OutputStream out, Content content) throws IOException {
    DatedZip zip = new DatedZip(out, on);
    content.writeTo(zip);
    zip.flush();
  }

  @Override
  public void putArchiveEntry(ZipArchiveEntry entry) throws IOException {
    // A ZIP has local times; noon is one that every time zone has on every day.
    entry.setTime(on.atTime(12, 0).atZone(ZoneId.systemDefault()).toInstant().toEpochMilli());
    super.putArchiveEntry(entry);
  }
}
