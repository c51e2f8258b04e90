package org.invigilator.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class SubstringsTest {
  @Property(tries = 500)
  void findsWhatSearchingForEachInTurnFinds(
      @ForAll @CharRange(from = 'a', to = 'c') @StringLength(max = 30) String text,
      @ForAll @Size(max = 8)
          List<@CharRange(from = 'a', to = 'c') @StringLength(max = 6) String> parts) {
    assertThat(Substrings.in(text, parts))
        .isEqualTo(parts.stream().filter(text::contains).collect(Collectors.toSet()));
  }

  @Test
  void partThatEndsInsideOfAnotherIsFoundToo() {
    assertThat(Substrings.in("ushers", List.of("he", "she", "his", "hers")))
        .isEqualTo(Set.of("he", "she", "hers"));
    assertThat(Substrings.in("abcd", List.of("abce", "bcd", "c"))).isEqualTo(Set.of("bcd", "c"));
  }
}
