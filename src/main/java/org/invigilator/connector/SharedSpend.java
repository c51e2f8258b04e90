package org.invigilator.connector;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Map;
import java.util.TreeMap;
import org.invigilator.input.InputFile;
import org.invigilator.input.InputLimits;
import org.invigilator.register.OwnerOnly;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * What one app has spent for one trust on this computer, in millionths of a dollar, whichever state
 * folders its jobs have: a budget is the trust's, and not a folder's. Only whoever holds the app's
 * lock reads or writes it.
 */
public final class SharedSpend {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path file;
  private final Map<String, Long> sums;

  /**
   * @param file where it is kept; it need not be there
   */
  public SharedSpend(Path file) {
    this.file = file;
    this.sums = read(file);
  }

  private static Map<String, Long> read(Path file) {
    try {
      return Files.isRegularFile(file)
          ? JSON.readValue(
              InputFile.text(file, InputLimits.TEXT_FILE),
              new TypeReference<TreeMap<String, Long>>() {})
          : new TreeMap<>();
    } catch (IOException | JacksonException e) {
      throw new UncheckedIOException(
          new IOException(
              "What was spent cannot be read in "
                  + file
                  + ", so nothing more is bought. Delete the file if the month's costs are known.",
              e));
    }
  }

  /** What a month has cost, in UTC. */
  long inMonth(YearMonth month) {
    return sums.getOrDefault(month.toString(), 0L);
  }

  /** What the collection for a run date has cost. */
  long forRunDate(LocalDate runDate) {
    return sums.getOrDefault(runDate.toString(), 0L);
  }

  /** Adds to both sums, before a call what it may cost and after it the difference. */
  void add(YearMonth month, LocalDate runDate, long micro) {
    if (micro == 0) {
      return;
    }
    sums.merge(month.toString(), micro, Long::sum);
    sums.merge(runDate.toString(), micro, Long::sum);
    String oldest = month.minusMonths(2).toString();
    sums.keySet().removeIf(key -> key.compareTo(oldest) < 0);
    try {
      OwnerOnly.replace(file, out -> out.write(JSON.writeValueAsBytes(sums)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
