package org.invigilator.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.MessageFormat;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The wordings of the catalogue, also those that no case happens to use. */
class WordingsTest {

  static Stream<String> rules() {
    return Catalogue.ids().stream();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void everyWordingCanBeFilled(String rule) {
    RuleInfo info = Catalogue.require(rule);
    Stream.concat(info.observed().values().stream(), info.unjudged().values().stream())
        .forEach(
            wording -> {
              MessageFormat format = new MessageFormat(wording, Locale.UK);
              assertThat(format.usesNamedArguments() || format.getArgumentNames().isEmpty())
                  .as(wording)
                  .isTrue();
              assertThat(format.toPattern()).isNotBlank();
            });
  }

  @ParameterizedTest
  @MethodSource("rules")
  void reasonsArePhrasesThatFollowAColon(String rule) {
    Catalogue.require(rule)
        .unjudged()
        .values()
        .forEach(
            phrase -> {
              assertThat(phrase).doesNotEndWith(".");
              assertThat(phrase.charAt(0)).as(phrase).isLowerCase();
            });
  }
}
