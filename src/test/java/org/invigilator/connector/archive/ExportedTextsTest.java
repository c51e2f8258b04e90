package org.invigilator.connector.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is cut by hand is what a pattern cuts that takes the square of a long text's length. */
class ExportedTextsTest {
  @Provide
  Arbitrary<String> pieces() {
    return Arbitraries.of(
            List.of(
                "https://t.co/aB_1", "https://t.co/", "…", " ", "\n", "word", "<", "<a b>", ">"))
        .list()
        .ofMaxSize(10)
        .map(all -> String.join("", all));
  }

  @Property(tries = 1000)
  void linksAtTheEndAreCut(@ForAll("pieces") String text) {
    assertThat(LongTexts.withoutLinks(text))
        .isEqualTo(text.replaceFirst("…?(\\s*https://t\\.co/\\w+)*\\s*$", ""));
  }

  @Property(tries = 1000)
  void tagsAreCut(@ForAll("pieces") String text) {
    assertThat(ArchivePost.withoutTags(text)).isEqualTo(text.replaceAll("<[^>]*>", ""));
  }
}
