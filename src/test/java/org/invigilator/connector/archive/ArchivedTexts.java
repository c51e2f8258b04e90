package org.invigilator.connector.archive;

import java.util.function.Consumer;

/** Reads a text the ways an export of X is read. */
public final class ArchivedTexts implements Consumer<String> {
  @Override
  public void accept(String text) {
    LongTexts.withoutLinks(text);
    LongTexts.withoutLinks(text + "x");
    ArchivePost.withoutTags(text);
  }
}
