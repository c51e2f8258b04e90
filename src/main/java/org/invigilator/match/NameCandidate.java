package org.invigilator.match;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Some words of a text that may be the name of a pupil.
 *
 * @param from the first word
 * @param to the last word
 */
record NameCandidate(
    int from, int to, RollIndex.Form form, double confidence, EnumSet<NameSign> signs) {

  /** The same with a sign that makes it less sure by a factor. */
  NameCandidate doubted(NameSign sign, double factor) {
    EnumSet<NameSign> also = EnumSet.copyOf(signs);
    also.remove(NameSign.FULL_NAME);
    also.add(sign);
    return new NameCandidate(from, to, form, confidence * factor, also);
  }

  /** Whether the same words are taken for a better name, or the same pupil. */
  boolean explains(NameCandidate weaker) {
    boolean isApart = weaker.to < from || weaker.from > to;
    return !isApart
        && (weaker.form.pupil().equals(form.pupil())
            || (weaker.confidence < confidence - 0.05 && isOfSameAcademy(weaker)));
  }

  /** What a name means at one academy says nothing of another one's pupils. */
  private boolean isOfSameAcademy(NameCandidate other) {
    return other.form.pupil().academy().equals(form.pupil().academy());
  }

  /** Whether a part of these words was taken for a shorter name. */
  boolean isAround(NameCandidate shorter) {
    return isOfSameAcademy(shorter)
        && from <= shorter.from
        && to >= shorter.to
        && to - from > shorter.to - shorter.from
        && confidence > shorter.confidence - 0.02;
  }

  /** Of places that overlap, the longest for each pupil; and none that a better one explains. */
  static List<NamesInText.Found> strongest(List<NameToken> tokens, List<NameCandidate> all) {
    all.sort(
        Comparator.comparingDouble(NameCandidate::confidence)
            .thenComparingInt(one -> one.to() - one.from())
            .reversed());
    // By word, so that each candidate is only compared with those that overlap it.
    Map<Integer, List<NameCandidate>> kept = new HashMap<>();
    List<NameCandidate> good = new ArrayList<>(all.size());
    for (NameCandidate one : all) {
      if (overlapping(one, kept).noneMatch(better -> better.explains(one))) {
        good.add(one);
        for (int at = one.from(); at <= one.to(); at++) {
          kept.computeIfAbsent(at, k -> new ArrayList<>(1)).add(one);
        }
      }
    }
    return good.stream()
        .filter(one -> overlapping(one, kept).noneMatch(other -> other.isAround(one)))
        .map(
            one ->
                new NamesInText.Found(
                    tokens.get(one.from()).start(),
                    tokens.get(one.to()).end(),
                    new Recognition(
                        one.form().pupil(),
                        one.confidence(),
                        Set.copyOf(one.signs()),
                        tokens.subList(one.from(), one.to() + 1).stream()
                            .map(NameToken::folded)
                            .collect(Collectors.joining()))))
        .toList();
  }

  private static Stream<NameCandidate> overlapping(
      NameCandidate one, Map<Integer, List<NameCandidate>> kept) {
    return IntStream.rangeClosed(one.from(), one.to())
        .mapToObj(at -> kept.getOrDefault(at, List.of()))
        .flatMap(List::stream);
  }
}
