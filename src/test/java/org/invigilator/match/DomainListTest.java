package org.invigilator.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DomainListTest {
  @ParameterizedTest
  @CsvSource({
    "https://Casino.example/a b,casino.example",
    "https://me@Casino.example:80/a b?c,casino.example",
    "casino.example./x,casino.example",
    "ftp://casino.example#a b,casino.example",
    "casino.example?a=^,casino.example",
    "https://my_site.casino.example/x,my_site.casino.example",
    "https://bücher.example/x,xn--bcher-kva.example",
    "https://me@BÜCHER.example:80?x,xn--bcher-kva.example",
    "'',''"
  })
  void hostIsReadEvenFromALinkThatIsNone(String link, String host) {
    assertThat(DomainList.host(link)).isEqualTo(host);
  }

  @Test
  void linkIsFoundUnderTheNearestListedHost() {
    DomainList list =
        new DomainList(List.of("https://www.Casino.example/x;gambling", "a.b.casino.example"));
    assertThat(list.find("https://.casino.example/a b"))
        .contains(new DomainList.Hit("casino.example", "gambling"));
    assertThat(list.find("https://x.y.casino.example/"))
        .contains(new DomainList.Hit("casino.example", "gambling"));
    assertThat(list.find("https://x.a.b.casino.example/"))
        .contains(new DomainList.Hit("a.b.casino.example", ""));
    assertThat(list.find("https://example/")).isEmpty();
  }

  @Test
  void hostInOtherLettersIsFoundInEitherForm() {
    DomainList list = new DomainList(List.of("Bücher.example;shop", "*.casino.example"));
    assertThat(list.find("https://www.bücher.example/x"))
        .contains(new DomainList.Hit("xn--bcher-kva.example", "shop"));
    assertThat(list.find("https://xn--bcher-kva.example"))
        .contains(new DomainList.Hit("xn--bcher-kva.example", "shop"));
    assertThat(list.find("https://my_table.casino.example")).isPresent();
  }
}
