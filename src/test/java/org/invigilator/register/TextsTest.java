package org.invigilator.register;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TextsTest {
  @Property(tries = 500)
  void smallLettersAreThoseOfTheJdkButForSigma(@ForAll String text) {
    String plain = text.replace("\u03a3", "");
    assertThat(Texts.lower(plain)).isEqualTo(plain.toLowerCase(Locale.ROOT));
  }

  @Test
  void sigmaIsTheSameWhereverItStands() {
    assertThat(Texts.lower("\u039f\u0394\u039f\u03a3")).isEqualTo("\u03bf\u03b4\u03bf\u03c3");
  }

  @Property(tries = 500)
  void orderlyTextIsLeftAsItIs(@ForAll String text) {
    String orderly = text.replaceAll("\\p{M}{2,}", "");
    assertThat(Texts.limitMarks(orderly)).isSameAs(orderly);
    assertThat(Texts.normalize(orderly, Normalizer.Form.NFKC))
        .isEqualTo(Normalizer.normalize(orderly, Normalizer.Form.NFKC));
  }

  @Test
  void thirtyMarksStayOnALetterAndTheRestIsDropped() {
    String thirty = "\u0301".repeat(30);
    assertThat(Texts.limitMarks("a" + thirty)).isEqualTo("a" + thirty);
    assertThat(Texts.limitMarks("a" + thirty + "\u0323\u0903\u20dd" + "b" + thirty + "\u0323c"))
        .isEqualTo("a" + thirty + "b" + thirty + "c");
    String beyond = "\ud834\udd67"; // A mark of two units.
    assertThat(Texts.limitMarks("a" + beyond.repeat(31) + "\ud83d\ude00"))
        .isEqualTo("a" + beyond.repeat(30) + "\ud83d\ude00");
  }

  @Test
  void wordStartsAfterAnythingThatIsNoPartOfAWord() {
    Pattern five = Pattern.compile(Texts.WORD_START + "5");
    assertThat(five.matcher("5").find()).isTrue();
    assertThat(five.matcher("-5").find()).isTrue();
    assertThat(five.matcher("a5 55 _5 e\u03015").results().map(m -> m.start()).toList())
        .containsExactly(3);
  }
}
