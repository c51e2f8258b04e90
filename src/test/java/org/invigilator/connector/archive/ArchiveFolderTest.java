package org.invigilator.connector.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.invigilator.connector.Connector;
import org.invigilator.connector.LookUp;
import org.invigilator.policy.Source;
import org.invigilator.register.Account;
import org.invigilator.register.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of the files in {@code archives/} that are not read. */
class ArchiveFolderTest {
  private static final Map<String, Source> FACEBOOK =
      Map.of("facebook", Source.of(Source.Use.ARCHIVE));
  private static final Map<String, Source> BOTH =
      Map.of(
          "facebook",
          Source.of(Source.Use.ARCHIVE),
          "twitter",
          Source.of(Source.Use.ARCHIVE),
          "instagram",
          Source.of(Source.Use.ARCHIVE));
  private static final List<Account> ACCOUNTS =
      List.of(account("BIR-FB", "facebook", "birchdale_demo"), account("BIR-X", "twitter", "bir"));

  @TempDir Path trust;
  private Path archives;

  private static Account account(String id, String platform, String handle) {
    return new Account(
        id,
        platform,
        handle,
        "",
        "BIR",
        "school",
        Account.Status.OPEN,
        new Row(2, Map.of(), new String[0]));
  }

  @BeforeEach
  void folder() throws IOException {
    archives = Files.createDirectory(trust.resolve("archives"));
  }

  private void zip(String name, int day, Map<String, String> files) throws IOException {
    try (OutputStream out = Files.newOutputStream(archives.resolve(name));
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        ZipEntry entry = new ZipEntry(file.getKey());
        entry.setTimeLocal(LocalDateTime.of(2026, 11, day, 12, 0));
        zip.putNextEntry(entry);
        zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
  }

  private void page(String name, int day) throws IOException {
    zip(name, day, Map.of("posts/your_posts_1.json", "[]"));
  }

  private void x(String name, String accountId, String handle, int day) throws IOException {
    zip(
        name,
        day,
        Map.of(
            "data/manifest.js",
            """
            window.x = {"userInfo":{"accountId":"%s","userName":"%s"},
            "archiveInfo":{"generationDate":"2026-11-%02dT09:00:00Z"},"dataTypes":{}}"""
                .formatted(accountId, handle, day)));
  }

  private List<String> notes(Map<String, Source> sources) {
    return ArchiveFolder.of(trust, sources, ACCOUNTS).notes();
  }

  @Test
  void archivesThatAreReadAreNotMentioned() throws IOException {
    page("BIR-FB.zip", 5);
    x("twitter.zip", "78", "Bir", 5);
    assertThat(notes(BOTH)).isEmpty();
    Files.delete(archives.resolve("twitter.zip"));
    ArchiveFolder folder = ArchiveFolder.of(trust, BOTH, ACCOUNTS);
    assertThat(folder.lacks(ACCOUNTS.get(0))).isFalse();
    assertThat(folder.lacks(ACCOUNTS.get(1))).isTrue();
  }

  @Test
  void damagedArchiveIsNamedOnceAndInTheReasonOfEachAccountThatMissesOne() throws Exception {
    Files.writeString(archives.resolve("new.zip"), "not all of it was copied");
    String damaged = "archive new.zip cannot be used: it is not a ZIP file, or it is damaged";
    assertThat(notes(BOTH)).containsExactly("The " + damaged + ".");
    assertThat(notes(Map.of())).containsExactly("The " + damaged + ".");
    for (Account account : ACCOUNTS) {
      LookUp.Found found =
          Archive.of(account.platform(), archives, Source.of(Source.Use.ARCHIVE), Set.of())
              .lookUp(List.of(new Connector.Query(account.id(), "", account.handle())))
              .found()
              .get(account.id());
      assertThat(found.reason()).contains("in the folder archives").endsWith("the " + damaged);
    }
  }

  @Test
  void archiveOfNoAccountIsNamed() throws IOException {
    x("twitter.zip", "78", "other", 5);
    page("facebook-elsewhere_demo-2026-11-05.zip", 5);
    page("holiday.zip", 5);
    assertThat(notes(BOTH))
        .containsExactly(
            "The archive facebook-elsewhere_demo-2026-11-05.zip is not read: no Facebook account of the register has the handle @elsewhere_demo.",
            "The archive holiday.zip is not read: it does not say whose it is; give it the id of the account as its name.",
            "The archive twitter.zip is not read: no X account of the register has the handle @other or the user id 78.");
  }

  @Test
  void earlierArchiveIsNamedAndOfTheSameTimeTheLastByNameIsRead() throws IOException {
    x("a.zip", "78", "bir", 6);
    x("b.zip", "78", "bir", 5);
    page("facebook-birchdale_demo-2026-11-04-x.zip", 5);
    page("facebook-birchdale_demo-2026-11-05-x.zip", 5);
    assertThat(notes(BOTH))
        .containsExactly(
            "The archive facebook-birchdale_demo-2026-11-04-x.zip is not read: for BIR-FB the later one is read, facebook-birchdale_demo-2026-11-05-x.zip.",
            "The archive b.zip is not read: for BIR-X the later one is read, a.zip.");
  }

  @Test
  void archiveOfAPlatformThatIsNotReadFromArchivesIsNamed() throws IOException {
    x("twitter.zip", "78", "bir", 5);
    zip("photos.zip", 5, Map.of("IMG_1.jpg", "x"));
    Files.writeString(archives.resolve("takeout.tgz"), "x");
    Files.writeString(archives.resolve("README.txt"), "x");
    assertThat(notes(FACEBOOK))
        .containsExactly(
            "The archive photos.zip is not read: it has none of the files of a download that is understood; src/docs/collecting.md shows how to ask for one.",
            "The archive twitter.zip is not read; to read it, write twitter: archive under sources in trust.yaml.",
            "The file takeout.tgz in archives is not read; put the whole download there, as a ZIP file or as a folder.");
  }
}
