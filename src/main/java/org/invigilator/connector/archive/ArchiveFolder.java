package org.invigilator.connector.archive;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.lang3.StringUtils;
import org.invigilator.connector.ApiFailure;
import org.invigilator.connector.Connector.Query;
import org.invigilator.policy.LivePlatform;
import org.invigilator.policy.Source;
import org.invigilator.register.Account;

/**
 * The folder {@code archives/} of a trust.
 *
 * @param archives by platform, of the platforms that are read from archives
 */
public record ArchiveFolder(Path folder, Map<String, Archive> archives) {

  /** Opens the archives of each platform whose source they are; the folder need not be there. */
  public static ArchiveFolder of(Path trustFolder, Map<String, Source> sources) {
    Path folder = trustFolder.resolve("archives");
    Map<String, Archive> archives = new TreeMap<>();
    sources.forEach(
        (platform, source) -> {
          if (source.use() == Source.Use.ARCHIVE) {
            archives.put(platform, Archive.of(platform, folder, source));
          }
        });
    return new ArchiveFolder(folder, archives);
  }

  /** Whether an account is to be read from an archive and there is none. */
  public boolean lacks(Account account) {
    Archive archive = archives.get(account.platform());
    return archive != null && !archive.has(query(account));
  }

  /** What is in the folder and not read, in sentences, each once. */
  public List<String> notes(List<Account> accounts) {
    Set<String> notes = new LinkedHashSet<>();
    archives.forEach(
        (platform, archive) ->
            notes.addAll(
                archive.unread(
                    accounts.stream()
                        .filter(account -> account.platform().equals(platform))
                        .map(ArchiveFolder::query)
                        .toList())));
    notes.addAll(ofNoSource());
    return notes.stream().map(note -> StringUtils.capitalize(note) + ".").toList();
  }

  private static Query query(Account account) {
    return new Query(account.id(), account.userId(), account.handle());
  }

  /** The archives of a platform that is not read from archives, and those of none. */
  private List<String> ofNoSource() {
    List<String> notes = new ArrayList<>();
    for (DownloadGroup group : DownloadGroup.in(folder)) {
      try {
        DownloadFiles files = DownloadFiles.of(group.name(), group.parts());
        Optional<String> platform = platform(files);
        if (platform.isEmpty() && !archives.containsKey(LivePlatform.X.id())) {
          notes.add(
              "the archive "
                  + group.name()
                  + " is not read: it has none of the files of a download that is understood;"
                  + " src/docs/collecting.md shows how to ask for one");
        }
        platform
            .filter(one -> !archives.containsKey(one))
            .ifPresent(
                one ->
                    notes.add(
                        "the archive "
                            + group.name()
                            + " is not read; to read it, write "
                            + one
                            + ": archive under sources in trust.yaml"));
      } catch (ApiFailure failure) {
        notes.add(failure.reason());
      }
    }
    return notes;
  }

  private static Optional<String> platform(DownloadFiles files) {
    return XArchive.isOne(files)
        ? Optional.of(LivePlatform.X.id())
        : Archive.format(files).map(DownloadFormat::platform);
  }
}
