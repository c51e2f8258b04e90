package org.invigilator.job.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.invigilator.job.AuditRequest;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Every folder in which runs of a trust wrote reports or kept saved copies. */
final class KnownFolders {
  /** What a folder is used for. */
  enum Use {
    REPORTS,
    CAPTURES;

    private String label() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  private final JdbcClient jdbc;

  KnownFolders(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Remembers the folders of a run. */
  void remember(AuditRequest request) {
    remember(Use.REPORTS, request.out());
    remember(Use.CAPTURES, request.snapshots());
  }

  private void remember(Use use, Path folder) {
    if (!known(use).contains(real(folder))) {
      jdbc.sql("insert into place (kind, folder) values (:kind, :folder)")
          .param("kind", use.label())
          .param("folder", real(folder).toString())
          .update();
    }
  }

  private List<Path> known(Use use) {
    return jdbc
        .sql("select folder from place where kind = :kind")
        .param("kind", use.label())
        .query(String.class)
        .list()
        .stream()
        .map(Path::of)
        .map(KnownFolders::real)
        .toList();
  }

  /** The folders of a use, with the one that is asked for, in the order of their names. */
  List<Path> all(Use use, Path asked) {
    return Stream.concat(Stream.of(real(asked)), known(use).stream()).distinct().sorted().toList();
  }

  /** Where a folder really is, whatever links lead there. */
  static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      return folder.toAbsolutePath().normalize();
    }
  }
}
