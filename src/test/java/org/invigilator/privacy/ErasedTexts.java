package org.invigilator.privacy;

import java.util.List;
import java.util.function.Consumer;

/** Reads a text the ways an erasure does. */
public final class ErasedTexts implements Consumer<String> {
  private final Traces traces =
      Traces.of("FHH-1007", List.of(), List.of("Samuel Jones", "@sam_j09"), List.of());

  @Override
  public void accept(String text) {
    traces.areIn(text);
    traces.erase(text);
  }
}
