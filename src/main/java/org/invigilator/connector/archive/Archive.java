package org.invigilator.connector.archive;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.invigilator.connector.Connector;
import org.invigilator.policy.LivePlatform;
import org.invigilator.policy.Source;

/** A connector that reads what a platform gave to the trust as a file. */
public sealed interface Archive extends Connector permits ArchiveConnector, DownloadConnector {

  /** Whether there is an archive of an account. */
  boolean has(Query account);

  /**
   * The platform's archives that are not read, in sentences: those that cannot be used, those of no
   * account, and those of which there is a later one.
   *
   * @param accounts the registered accounts on the platform
   */
  List<String> unread(Collection<Query> accounts);

  /**
   * Opens the archives of one platform in a folder, which need not be there.
   *
   * @param platform the standard name of a platform that has archives
   * @param accounts the ids of the registered accounts
   */
  static Archive of(String platform, Path folder, Source source, Set<String> accounts) {
    if (platform.equals(LivePlatform.X.id())) {
      return new ArchiveConnector(folder);
    }
    DownloadFormat format =
        formats().filter(one -> one.platform().equals(platform)).findFirst().orElseThrow();
    return new DownloadConnector(folder, format, source.coversAllTime(), accounts);
  }

  /** The downloads that are understood, other than X's. */
  private static Stream<DownloadFormat> formats() {
    return Stream.of(
        new InstagramFormat(),
        new FacebookFormat(),
        new ThreadsFormat(),
        new TikTokFormat(),
        new YouTubeFormat());
  }

  /** How a download is read; empty when it is of X or not understood. */
  static Optional<DownloadFormat> format(DownloadFiles files) {
    return formats().filter(format -> format.isMine(files)).findFirst();
  }
}
