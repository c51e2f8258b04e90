package org.invigilator.connector.archive;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.invigilator.connector.ApiFailure;
import org.invigilator.connector.Connector;
import org.invigilator.policy.LivePlatform;
import org.invigilator.policy.Source;

/** A connector that reads what a platform gave to the trust as a file. */
public sealed interface Archive extends Connector permits ArchiveConnector, DownloadConnector {

  /** Whether there is an archive of an account. */
  boolean has(Query account);

  /**
   * Opens the archives of one platform in a folder, which need not be there.
   *
   * @param platform the standard name of a platform that has archives
   */
  static Archive of(String platform, Path folder, Source source) {
    if (platform.equals(LivePlatform.X.id())) {
      return new ArchiveConnector(folder);
    }
    DownloadFormat format =
        formats().filter(one -> one.platform().equals(platform)).findFirst().orElseThrow();
    return new DownloadConnector(folder, format, source.coversAllTime());
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

  /** Whether a file is the download of a platform other than X. */
  static boolean isOfOtherPlatform(Path file) {
    try {
      DownloadFiles files = DownloadFiles.of(String.valueOf(file.getFileName()), List.of(file));
      return formats().anyMatch(format -> format.isMine(files));
    } catch (ApiFailure notOne) {
      return false;
    }
  }

  /**
   * Downloads in a folder whose platform is not read from archives, in sentences.
   *
   * @param read the platforms that are read from archives
   */
  static List<String> unused(Path folder, Set<String> read) {
    List<String> sentences = new ArrayList<>();
    for (DownloadGroup group : DownloadGroup.in(folder)) {
      try {
        DownloadFiles files = DownloadFiles.of(group.name(), group.parts());
        formats()
            .filter(format -> format.isMine(files))
            .findFirst()
            .filter(format -> !read.contains(format.platform()))
            .ifPresent(
                format ->
                    sentences.add(
                        "The download "
                            + group.name()
                            + " is not read. To read it, write "
                            + format.platform()
                            + ": archive under sources in trust.yaml."));
      } catch (ApiFailure notOne) {
        // Whoever reads archives reports what cannot be opened.
      }
    }
    return sentences;
  }
}
