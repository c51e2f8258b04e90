package org.invigilator.connector.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A ZIP file or a folder of a download, or one of the downloads within it.
 *
 * @param root the folder within it at which the download begins, with a slash behind; empty for all
 *     of it
 * @param isBeginning whether it has files that say whose a download is, or its posts
 */
record DownloadPart(Path path, String root, boolean isBeginning) {
  private static final String BEFORE = "(?<root>(?:[^/]+/){0,3}?)";

  /** Folders within a download, at which none begins. */
  private static final Pattern INNER =
      Pattern.compile(
          "(?i)(?:.*/)?(?:your_facebook_activity|your_activity_across_facebook|this_profile.s_activity_across_facebook|your_instagram_activity|connections|personal_information|account_information)/");

  /** The files that a download has in one place: its posts, its people, and whose it is. */
  private static final List<Pattern> IN_ONE_PLACE =
      Stream.of(
              "(?:your_instagram_activity/)?(?:content|media)/(?:posts|reels|stories)(?:_\\d+)?\\.(?:json|html)",
              "(?:connections/)?followers_and_following/(?:followers|following)(?:_\\d+)?\\.(?:json|html)",
              "(?:(?:personal|account)_information/)+personal_information\\.json",
              "(?:your_instagram_activity/)?threads/threads_and_replies(?:_\\d+)?\\.json",
              "(?:this_profile.s_activity_across_facebook|your_facebook_activity|your_activity_across_facebook)/posts/[^/]+\\.(?:json|html)",
              "posts/(?:your_posts|profile_posts)(?:_\\d+)?\\.(?:json|html)",
              "user_data(?:_tiktok)?\\.json",
              "data/(?:manifest|tweets?|account)\\.js")
          .map(file -> Pattern.compile(BEFORE + file, Pattern.CASE_INSENSITIVE))
          .toList();

  /** The downloads in a ZIP file or a folder: several where two have files of the same kind. */
  static List<DownloadPart> in(Path path) {
    List<Set<String>> byKind = new ArrayList<>();
    Set<String> roots = new TreeSet<>();
    try (ArchiveFiles files = ArchiveFiles.of(path)) {
      List<String> names =
          files.entries().stream()
              .map(ArchiveFiles.Entry::name)
              .filter(name -> !DownloadFiles.isOfTheMac(name) && !ArchiveFiles.pointsOutside(name))
              .toList();
      for (Pattern kind : IN_ONE_PLACE) {
        Set<String> found =
            names.stream()
                .map(kind::matcher)
                .filter(Matcher::matches)
                .map(begins -> begins.group("root"))
                .filter(root -> !INNER.matcher(root).matches())
                .collect(Collectors.toSet());
        byKind.add(found);
        roots.addAll(found);
      }
    } catch (IOException notReadable) {
      // Whoever reads it reports it.
    }
    boolean areSeveral = byKind.stream().anyMatch(found -> found.size() > 1);
    return roots.size() == 1 || areSeveral
        ? roots.stream().map(root -> new DownloadPart(path, root, true)).toList()
        : List.of(new DownloadPart(path, "", !roots.isEmpty()));
  }

  /** The name of the file, or of the folder within it, without an ending. */
  String stem() {
    return root.isEmpty()
        ? DownloadFiles.stem(path)
        : DownloadFiles.stem(Path.of(root.substring(0, root.length() - 1)));
  }

  /** The ZIP file, or the folder at which the download begins. */
  Path location() {
    return Files.isDirectory(path) ? path.resolve(root) : path;
  }

  /** What to call it to a person. */
  String title() {
    String file = String.valueOf(path.getFileName());
    return root.isEmpty() ? file : file + "/" + root.substring(0, root.length() - 1);
  }

  /**
   * The path of a file within the download.
   *
   * @param others the downloads in the same file or folder, whose files are not of this one
   * @return empty for a file of another download
   */
  String within(String name, List<DownloadPart> others) {
    boolean isOther =
        !name.startsWith(root)
            || others.stream()
                .anyMatch(
                    other ->
                        other.path.equals(path)
                            && other.root.length() > root.length()
                            && name.startsWith(other.root));
    return isOther ? "" : name.substring(root.length());
  }
}
