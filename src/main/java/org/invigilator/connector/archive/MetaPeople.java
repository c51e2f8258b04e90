package org.invigilator.connector.archive;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.invigilator.connector.ApiFailure;
import org.invigilator.connector.Page;
import tools.jackson.databind.JsonNode;

/** The lists of followers in downloads of Instagram and Threads: handles, without ids or names. */
final class MetaPeople {
  private MetaPeople() {}

  /**
   * Reads every file of a list.
   *
   * @param lists the names that the list may have inside a file
   * @param what the list in words
   * @throws ApiFailure when there is none, or it cannot be read
   */
  static DownloadFormat.Contents read(
      DownloadFiles files, Pattern form, Set<String> lists, String what) throws ApiFailure {
    List<DownloadFiles.Member> members = files.matching(form);
    if (members.isEmpty()) {
      throw ApiFailure.unreadable("the download does not contain " + what);
    }
    Map<String, Page.Item> people = new LinkedHashMap<>();
    int[] unnamed = {0};
    for (DownloadFiles.Member member : members) {
      files.each(
          member,
          lists,
          one -> {
            String handle = handle(MetaText.decode(one));
            unnamed[0] += handle.isEmpty() ? 1 : 0;
            if (!handle.isEmpty()) {
              people.putIfAbsent(handle, new Page.Person("", handle, ""));
            }
          });
    }
    List<String> shortfalls = new ArrayList<>();
    files.missing(members).forEach(file -> shortfalls.add(file + " is missing"));
    if (unnamed[0] > 0) {
      shortfalls.add(
          unnamed[0] + (unnamed[0] == 1 ? " entry has" : " entries have") + " no handle");
    }
    return new DownloadFormat.Contents(List.copyOf(people.values()), shortfalls);
  }

  /** The handle of an entry: its value, or its title, or the end of its address. */
  private static String handle(JsonNode entry) {
    String labelled =
        entry
            .path("label_values")
            .valueStream()
            .filter(one -> InstagramFormat.is("username", one.path("label").asString("")))
            .map(one -> one.path("value").asString("").strip())
            .findFirst()
            .orElse("");
    if (!labelled.isEmpty()) {
      return labelled;
    }
    JsonNode data = entry.path("string_list_data").path(0);
    String value = data.path("value").asString("").strip();
    String title = entry.path("title").asString("").strip();
    String address = data.path("href").asString("").replaceFirst("/*(?:[?#].*)?$", "");
    return !value.isEmpty()
        ? value
        : !title.isEmpty() ? title : address.substring(address.lastIndexOf('/') + 1);
  }
}
