package org.invigilator.job.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.invigilator.job.AuditRequest;
import org.invigilator.policy.Delivery;
import org.invigilator.policy.TrustSettings;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.Problem;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Every folder in which runs of a trust wrote reports, or copies of them, or kept saved copies of
 * accounts. A folder below the trust folder is remembered by its path from there, so that a copy of
 * the trust finds its own.
 */
final class KnownFolders {
  /** What a folder is used for. */
  enum Use {
    REPORTS,
    CAPTURES,
    /** A folder that gets a copy of the reports. */
    COPIES;

    private String label() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }

    private Optional<Path> of(AuditRequest request) {
      return switch (this) {
        case REPORTS -> Optional.of(request.out());
        case CAPTURES -> Optional.of(request.snapshots());
        case COPIES ->
            request.deliver().contains(Delivery.To.FOLDER)
                ? Optional.ofNullable(TrustSettings.read(request.trust()).delivery())
                    .flatMap(delivery -> Optional.ofNullable(delivery.folder()))
                    .map(request.trust()::resolve)
                : Optional.empty();
      };
    }
  }

  private static final String IN_TRUST = "trust:";

  private final JdbcClient jdbc;

  KnownFolders(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Remembers the folders of a run. */
  void remember(AuditRequest request) {
    for (Use use : Use.values()) {
      Optional<Path> folder = use.of(request).map(KnownFolders::real);
      if (folder.isPresent() && !known(use, request).contains(folder.get())) {
        jdbc.sql("insert into place (kind, folder) values (:kind, :folder)")
            .param("kind", use.label())
            .param("folder", stored(folder.get(), request))
            .update();
      }
    }
  }

  private static String stored(Path folder, AuditRequest request) {
    Path trust = real(request.trust());
    return folder.startsWith(trust)
        ? IN_TRUST + trust.relativize(folder).toString().replace('\\', '/')
        : folder.toString();
  }

  private List<Path> known(Use use, AuditRequest request) {
    return jdbc
        .sql("select folder from place where kind = :kind")
        .param("kind", use.label())
        .query(String.class)
        .list()
        .stream()
        .map(
            folder ->
                folder.startsWith(IN_TRUST)
                    ? request.trust().resolve(folder.substring(IN_TRUST.length()))
                    : Path.of(folder))
        .map(KnownFolders::real)
        .toList();
  }

  /** The folders of a use, with the one that is asked for, in the order of their names. */
  List<Path> all(Use use, AuditRequest request) {
    return Stream.concat(
            use.of(request).map(KnownFolders::real).stream(), known(use, request).stream())
        .distinct()
        .sorted()
        .toList();
  }

  /**
   * Refuses to touch a folder that was not given: a copied state remembers those of the original.
   *
   * @param given further folders that may be touched
   * @throws InvalidInput naming every remembered folder that exists elsewhere
   */
  void refuseElsewhere(AuditRequest request, List<Path> given) {
    List<Path> within =
        Stream.concat(
                Stream.of(request.trust(), request.out(), request.snapshots()), given.stream())
            .map(KnownFolders::real)
            .toList();
    List<Problem> elsewhere =
        Stream.of(Use.values())
            .flatMap(use -> known(use, request).stream())
            .distinct()
            .filter(folder -> within.stream().noneMatch(folder::startsWith))
            .filter(KnownFolders::hasFiles)
            .sorted()
            .map(
                folder ->
                    new Problem(
                        folder.toString(),
                        0,
                        "",
                        "An earlier run wrote here, and this folder is not among those given.",
                        "If it belongs to this trust, add --include "
                            + folder
                            + ". If the ledger is a copy, give the copy's own folders with --trust and --out; nothing was changed."))
            .toList();
    if (!elsewhere.isEmpty()) {
      throw new InvalidInput(elsewhere);
    }
  }

  private static boolean hasFiles(Path folder) {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.anyMatch(Files::isRegularFile);
    } catch (IOException | UncheckedIOException e) {
      return true;
    }
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
