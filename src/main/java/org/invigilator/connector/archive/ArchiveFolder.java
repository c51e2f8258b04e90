package org.invigilator.connector.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.lang3.StringUtils;
import org.invigilator.connector.ApiFailure;
import org.invigilator.connector.Connector.Query;
import org.invigilator.policy.LivePlatform;
import org.invigilator.policy.Source;
import org.invigilator.register.Account;
import org.invigilator.register.Texts;

/**
 * The folder {@code archives/} of a trust.
 *
 * @param archives by platform, of the platforms that are read from archives
 * @param accounts those of the register
 */
public record ArchiveFolder(Path folder, Map<String, Archive> archives, List<Account> accounts) {
  private static final Pattern ZIP = Pattern.compile("(?i).*\\.(?:zip|tgz|7z|rar)");
  private static final Pattern TAKEOUT = Pattern.compile("(?i)(?:.*/)?takeout/.*youtube.*");

  /** Opens the archives of each platform whose source they are; the folder need not be there. */
  public static ArchiveFolder of(
      Path trustFolder, Map<String, Source> sources, List<Account> accounts) {
    Set<String> ids = accounts.stream().map(Account::id).collect(Collectors.toSet());
    Path folder = trustFolder.resolve("archives");
    Map<String, Archive> archives = new TreeMap<>();
    sources.forEach(
        (platform, source) -> {
          if (source.use() == Source.Use.ARCHIVE) {
            archives.put(platform, Archive.of(platform, folder, source, ids));
          }
        });
    return new ArchiveFolder(folder, archives, accounts);
  }

  /** Whether an account is to be read from an archive and there is none. */
  public boolean lacks(Account account) {
    Archive archive = archives.get(account.platform());
    return archive != null && !archive.has(query(account));
  }

  /** What is in the folder and not read, in sentences, each once. */
  public List<String> notes() {
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
    notes.addAll(otherFiles());
    return notes.stream().map(note -> StringUtils.capitalize(note) + ".").toList();
  }

  private static Query query(Account account) {
    return new Query(account.id(), account.userId(), account.handle());
  }

  /** The archives of a platform that is not read from archives, and those of none. */
  private List<String> ofNoSource() {
    List<String> notes = new ArrayList<>();
    for (DownloadGroup group : DownloadGroup.in(folder, ids())) {
      try {
        DownloadFiles files = DownloadFiles.of(group);
        Optional<String> platform = platform(files);
        if (platform.isEmpty()) {
          notes.add("the archive " + group.name() + " is not read: " + whyNotKnown(files));
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

  /** Why a download of no known platform is not read, and how to get one that is. */
  static String whyNotKnown(DownloadFiles files) {
    if (files.has(ZIP)) {
      return "there is a ZIP file within it; take that out and put it into archives";
    }
    if (files.has(YouTubeFormat.OLD)) {
      return "it is a download of YouTube from before 2022; ask Google for a new one";
    }
    return files.has(TAKEOUT)
        ? "it is a download of YouTube in a language that is not known; ask Google for it again"
            + " with the language of the account set to English"
        : "it has none of the files of a download that is understood; src/docs/collecting.md shows"
            + " how to ask for one";
  }

  private Set<String> ids() {
    return accounts.stream().map(Account::id).collect(Collectors.toSet());
  }

  /** What is neither a ZIP file nor a folder, such as a file of a download or another format. */
  private List<String> otherFiles() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> !name.startsWith(".") && !Texts.lower(name).endsWith(".zip"))
          .filter(name -> !Texts.lower(name).matches("readme.*|thumbs\\.db|desktop\\.ini"))
          .sorted()
          .map(
              name ->
                  "the file "
                      + name
                      + " in archives is not read; put the whole download there, as a ZIP file or as a folder")
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<String> platform(DownloadFiles files) {
    return XArchive.isOne(files)
        ? Optional.of(LivePlatform.X.id())
        : Archive.format(files).map(DownloadFormat::platform);
  }
}
